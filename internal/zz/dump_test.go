package zz
import ("bufio";"encoding/json";"os";"testing";"github.com/tandem-hbo/tandem/internal/articulation")
func TestDump(t *testing.T){
 r,err:=articulation.New(); if err!=nil {t.Fatal(err)}
 f,_:=os.Open(os.Getenv("IN")); o,_:=os.Create(os.Getenv("OUT")); w:=bufio.NewWriter(o); defer w.Flush()
 s:=bufio.NewScanner(f); s.Buffer(make([]byte,1<<20),1<<20)
 for s.Scan(){ var c struct{ID,Title,Text string}; json.Unmarshal(s.Bytes(),&c); ft:=r.Features(articulation.Text{Title:c.Title,Body:c.Text})
 b,_:=json.Marshal(map[string]any{"id":c.ID,"signs":ft.Signs}); w.Write(b); w.WriteByte('\n')}
}
