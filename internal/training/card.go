package training

import "fmt"

// Card is the model card.
func (r Result) Card() string { return fmt.Sprintf("%+v\n%+v\n%+v\n", r.Held, r.Seen, r.Groups) }
