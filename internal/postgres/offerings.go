package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const offeringColumns = `
	o.id, o.institution_id, o.programme_id, o.period_id, o.lecturer_id, o.form, o.title, o.summary, o.places, o.least,
	o.team_size, o.study_year, o.ec, o.hours, o.fields, o.deadline, o.language, o.city, o.secrecy, o.min_fte,
	o.conditions, o.created_at, o.closed_at,
	coalesce((
		SELECT jsonb_agg(jsonb_build_object('outcome', w.outcome, 'weight', w.weight) ORDER BY w.weight DESC, w.outcome)
		FROM offering_wishes w
		WHERE w.offering_id = o.id), '[]') AS wishes`

// Offerings lists offerings with what belongs to them and how many places are
// taken, earliest start first.
func (r reader) Offerings(ctx context.Context, f tandem.OfferingFilter) ([]tandem.OfferingDetail, error) {
	list, err := many[tandem.OfferingDetail](ctx, r.q, `
		SELECT `+offeringColumns+`,
			i.name AS institution, p.name AS programme, l.name AS lecturer,
			t.name AS period_name, t.starts_on AS start, t.ends_on AS "end",
			coalesce(c.taken, 0) AS taken, coalesce(c.held, 0) AS held
		FROM offerings o
		JOIN institutions i ON i.id = o.institution_id
		JOIN programmes p ON p.id = o.programme_id
		JOIN periods t ON t.id = o.period_id
		JOIN persons l ON l.id = o.lecturer_id
		LEFT JOIN (
			SELECT h.offering_id, count(w.id) AS taken, count(*) - count(w.id) AS held
			FROM holds h
			LEFT JOIN claims w ON w.hold_id = h.id AND w.state = 'engaged'
			WHERE h.ended_at IS NULL
				AND (@id::uuid IS NULL OR h.offering_id = @id)
			GROUP BY h.offering_id) c ON c.offering_id = o.id
		WHERE (@id::uuid IS NULL OR o.id = @id)
			AND (@institution::uuid IS NULL OR o.institution_id = @institution)
			AND (@lecturer::uuid IS NULL OR o.lecturer_id = @lecturer)
			AND (@programme::uuid IS NULL OR o.programme_id = @programme)
			AND (@period::uuid IS NULL OR o.period_id = @period)
			AND (@form = '' OR o.form = @form)
			AND (@open_on::date IS NULL OR (o.closed_at IS NULL AND o.deadline >= @open_on))
		ORDER BY t.starts_on, o.title, o.id`,
		pgx.NamedArgs{
			"id": f.ID, "institution": f.InstitutionID, "lecturer": f.LecturerID, "programme": f.ProgrammeID, "period": f.PeriodID,
			"form": f.Form, "open_on": f.OpenOn,
		})
	if err != nil {
		return nil, fmt.Errorf("list offerings: %w", err)
	}
	return list, nil
}

// OpenOfferings lists what can still take a question on a day. Full offerings
// are among them: scoring tells that they are full.
func (r reader) OpenOfferings(ctx context.Context, day time.Time) ([]tandem.OfferingDetail, error) {
	return r.Offerings(ctx, tandem.OfferingFilter{OpenOn: &day})
}

// OfferingsOfLecturer lists the offerings that a lecturer runs.
func (r reader) OfferingsOfLecturer(ctx context.Context, id tandem.ID[tandem.Person]) ([]tandem.OfferingDetail, error) {
	return r.Offerings(ctx, tandem.OfferingFilter{LecturerID: id})
}

// OfferingDetail finds one offering with what belongs to it.
func (r reader) OfferingDetail(ctx context.Context, id tandem.ID[tandem.Offering]) (tandem.OfferingDetail, error) {
	list, err := r.Offerings(ctx, tandem.OfferingFilter{ID: id})
	if err != nil {
		return tandem.OfferingDetail{}, err
	}
	if len(list) == 0 || id.IsZero() {
		return tandem.OfferingDetail{}, fmt.Errorf("find offering %s: %w", id, tandem.NotFound)
	}
	return list[0], nil
}

// LockOffering reads an offering and holds its row until the transaction ends,
// so that its places are counted by one act at a time.
func (tx *Tx) LockOffering(ctx context.Context, id tandem.ID[tandem.Offering]) (tandem.OfferingDetail, error) {
	if _, err := value[int](ctx, tx.q, `SELECT 1 FROM offerings WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
		return tandem.OfferingDetail{}, fmt.Errorf("lock offering %s: %w", id, err)
	}
	return tx.OfferingDetail(ctx, id)
}

// InsertOffering stores a new offering with its places.
func (tx *Tx) InsertOffering(ctx context.Context, o tandem.Offering) error {
	args := offeringArgs(o)
	args["created_at"] = o.CreatedAt
	err := tx.exec(ctx, `
		INSERT INTO offerings (id, institution_id, programme_id, period_id, lecturer_id, form, title, summary, places, least,
			team_size, study_year, ec, hours, fields, deadline, language, city, secrecy, min_fte, conditions, created_at, closed_at)
		VALUES (@id, @institution_id, @programme_id, @period_id, @lecturer_id, @form, @title, @summary, @places, @least,
			@team_size, @study_year, @ec, @hours, @fields, @deadline, @language, @city, @secrecy, @min_fte, @conditions, @created_at, @closed_at)`,
		args)
	if err != nil {
		return fmt.Errorf("insert offering: %w", err)
	}
	if err := tx.replaceOfferingWishes(ctx, o); err != nil {
		return err
	}
	return tx.keepPlaces(ctx, o)
}

// SaveOffering stores a changed offering and keeps its places in step. Fewer
// places than are claimed is a Conflict with code places_in_use.
func (tx *Tx) SaveOffering(ctx context.Context, o tandem.Offering) error {
	err := tx.execOne(ctx, `
		UPDATE offerings
		SET programme_id = @programme_id, period_id = @period_id, lecturer_id = @lecturer_id, form = @form,
			title = @title, summary = @summary, places = @places, least = @least, team_size = @team_size, study_year = @study_year,
			ec = @ec, hours = @hours, fields = @fields, deadline = @deadline, language = @language, city = @city, secrecy = @secrecy,
			min_fte = @min_fte, conditions = @conditions, closed_at = @closed_at
		WHERE id = @id`, offeringArgs(o))
	if err != nil {
		return fmt.Errorf("save offering %s: %w", o.ID, err)
	}
	if err := tx.replaceOfferingWishes(ctx, o); err != nil {
		return err
	}
	return tx.keepPlaces(ctx, o)
}

func offeringArgs(o tandem.Offering) pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": o.ID, "institution_id": o.InstitutionID, "programme_id": o.ProgrammeID, "period_id": o.PeriodID,
		"lecturer_id": o.LecturerID, "form": o.Form, "title": o.Title, "summary": o.Summary, "places": o.Places, "least": o.Least,
		"team_size": o.TeamSize, "study_year": o.StudyYear, "ec": o.EC, "hours": o.Hours, "fields": o.Fields, "deadline": o.Deadline,
		"language": o.Language, "city": o.City, "secrecy": o.Secrecy, "min_fte": o.MinFTE,
		"conditions": o.Conditions, "closed_at": o.ClosedAt,
	}
}

func (tx *Tx) replaceOfferingWishes(ctx context.Context, o tandem.Offering) error {
	if err := tx.exec(ctx, `DELETE FROM offering_wishes WHERE offering_id = $1`, o.ID); err != nil {
		return fmt.Errorf("clear wishes of offering: %w", err)
	}
	for _, w := range o.Wishes {
		err := tx.exec(ctx, `
			INSERT INTO offering_wishes (offering_id, outcome, weight)
			VALUES ($1, $2, $3)`, o.ID, w.Outcome, w.Weight)
		if err != nil {
			return fmt.Errorf("insert wish %s of offering: %w", w.Outcome, err)
		}
	}
	return nil
}
