package taxonomy

import "github.com/tandem-hbo/tandem/internal/tandem"

// file is the shape of the study's matrix as published.
type file struct {
	Version  string                   `json:"version"`
	Outcomes []fileOutcome            `json:"outcomes"`
	Forms    []fileForm               `json:"forms"`
	Cells    []tandem.Cell            `json:"cells"`
	Sources  map[string]tandem.Source `json:"sources"`
}

type fileOutcome struct {
	Key        tandem.OutcomeKey `json:"key"`
	NL         string            `json:"label_nl"`
	EN         string            `json:"label_en"`
	Confidence float64           `json:"side_confidence"`
	Sides      struct {
		HBO       float64 `json:"hbo"`
		Interface float64 `json:"interface"`
		MKB       float64 `json:"mkb"`
	} `json:"side_reading"`
}

func (o fileOutcome) outcome(e extraOutcome) tandem.Outcome {
	return tandem.Outcome{
		Key:        o.Key,
		Label:      tandem.Words{NL: o.NL, EN: o.EN},
		Plain:      tandem.Words{NL: e.PlainNL, EN: e.PlainEN},
		Definition: tandem.Words{NL: e.DefinitionNL, EN: e.DefinitionEN},
		Sides:      tandem.Sides{Company: o.Sides.MKB, Shared: o.Sides.Interface, Education: o.Sides.HBO},
		Confidence: o.Confidence,
	}
}

type fileForm struct {
	Key      tandem.FormKey `json:"key"`
	Code     string         `json:"code"`
	NL       string         `json:"label_nl"`
	EN       string         `json:"label_en"`
	Defaults fileDefaults   `json:"defaults"`
}

type fileDefaults struct {
	Duration     pair         `json:"duration_weeks"`
	Default      int          `json:"default_duration_weeks"`
	Lead         int          `json:"lead_time_weeks"`
	StartMonths  []int        `json:"start_months"`
	Team         pair         `json:"team_size"`
	Years        []int        `json:"study_years"`
	EC           pair         `json:"ec_per_student"`
	Hours        pair         `json:"sme_hours_per_week"`
	MinFTE       int          `json:"min_company_fte"`
	Secrecy      string       `json:"nda_suitability"`
	MinCompanies int          `json:"consortium_min_sme"`
	Supervisor   bool         `json:"needs_hbo_level_supervisor"`
	Basis        tandem.Basis `json:"basis"`
}

// pair is a lower and an upper bound; empty where no reliable value was found.
type pair []float64

func (p pair) bounds() tandem.Range {
	if len(p) != 2 {
		return tandem.Range{}
	}
	return tandem.Range{Min: p[0], Max: p[1]}
}

func (f fileForm) form(e extraForm) tandem.CollaborationForm {
	d := f.Defaults
	return tandem.CollaborationForm{
		Key:     f.Key,
		Code:    f.Code,
		Label:   tandem.Words{NL: f.NL, EN: f.EN},
		Plain:   tandem.Words{NL: e.PlainNL, EN: e.PlainEN},
		Summary: tandem.Words{NL: e.SummaryNL, EN: e.SummaryEN},
		Facts: tandem.FormFacts{
			DurationWeeks: d.Duration.bounds(), DefaultWeeks: d.Default, LeadTimeWeeks: d.Lead,
			StartMonths: d.StartMonths, TeamSize: d.Team.bounds(), StudyYears: d.Years, EC: d.EC.bounds(),
			OwnerHoursPerWeek: d.Hours.bounds(), MinCompanyFTE: d.MinFTE, MinCompanies: d.MinCompanies,
			NeedsSupervisor: d.Supervisor, NeedsDesk: e.NeedsDesk, AllowsCritical: e.AllowsCritical,
			Secrecy: d.Secrecy, SupervisionHours: e.SupervisionHours, Basis: d.Basis,
		},
		Thresholds: tandem.Thresholds{Company: e.CompanyThreshold, Education: e.EducationThreshold},
	}
}

// extra is the shape of our supplement.
type extra struct {
	Outcome map[tandem.OutcomeKey]extraOutcome `toml:"outcome"`
	Form    map[tandem.FormKey]extraForm       `toml:"form"`
}

type extraOutcome struct {
	PlainNL      string `toml:"plain_nl"`
	PlainEN      string `toml:"plain_en"`
	DefinitionNL string `toml:"definition_nl"`
	DefinitionEN string `toml:"definition_en"`
}

type extraForm struct {
	PlainNL            string  `toml:"plain_nl"`
	PlainEN            string  `toml:"plain_en"`
	SummaryNL          string  `toml:"summary_nl"`
	SummaryEN          string  `toml:"summary_en"`
	SupervisionHours   int     `toml:"supervision_hours"`
	CompanyThreshold   float64 `toml:"company_threshold"`
	EducationThreshold float64 `toml:"education_threshold"`
	NeedsDesk          bool    `toml:"needs_desk"`
	AllowsCritical     bool    `toml:"allows_critical"`
}
