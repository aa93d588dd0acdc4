package ui

func (f Flash) icon() string {
	switch f.Tone {
	case "ok":
		return "circle-check"
	case "warn":
		return "triangle-alert"
	case "danger":
		return "circle-x"
	default:
		return "info"
	}
}
