// The rival on Benthos: its own server, mapping, schema checks and batching, and an output for PostgreSQL, which its core does
// not have. What it does with a message is in the configuration that ../benthos.ts makes; started as `benthos-rival -c <file>`.
package main

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/redpanda-data/benthos/v4/public/components/io"
	_ "github.com/redpanda-data/benthos/v4/public/components/pure"
	"github.com/redpanda-data/benthos/v4/public/service"
)

// programme writes each batch of messages as one transaction of two statements: its events, then its profiles. A message with
// the metadata `id` is an event; `person` and, of profiles, `audiences` (a JSON list of names) are metadata, too.
type programme struct {
	dsn         string
	putEvents   string
	putProfiles string
	pool        *pgxpool.Pool
}

func (p *programme) Connect(ctx context.Context) error {
	pool, err := pgxpool.New(ctx, p.dsn)
	if err != nil {
		return err
	}
	p.pool = pool
	return pool.Ping(ctx)
}

type profile struct{ person, body, audiences string }

func (p *programme) WriteBatch(ctx context.Context, batch service.MessageBatch) error {
	var ids, persons, bodies []string
	profiles := map[string]profile{}
	for _, message := range batch {
		bytes, err := message.AsBytes()
		if err != nil {
			return err
		}
		person, _ := message.MetaGet("person")
		if id, isEvent := message.MetaGet("id"); isEvent {
			ids, persons, bodies = append(ids, id), append(persons, person), append(bodies, string(bytes))
			continue
		}
		audiences, _ := message.MetaGet("audiences")
		// The last record about a person is the one that counts; one statement may not touch a row twice.
		profiles[person] = profile{person, string(bytes), audiences}
	}
	return pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		if len(ids) > 0 {
			if _, err := tx.Exec(ctx, p.putEvents, ids, persons, bodies); err != nil {
				return err
			}
		}
		if len(profiles) == 0 {
			return nil
		}
		// Sorted, so that two requests about the same people wait for each other instead of locking each other out.
		names := make([]string, 0, len(profiles))
		for name := range profiles {
			names = append(names, name)
		}
		slices.Sort(names)
		texts, audiences := make([]string, 0, len(names)), make([]string, 0, len(names))
		for _, name := range names {
			texts, audiences = append(texts, profiles[name].body), append(audiences, profiles[name].audiences)
		}
		_, err := tx.Exec(ctx, p.putProfiles, names, texts, audiences)
		return err
	})
}

func (p *programme) Close(context.Context) error {
	if p.pool != nil {
		p.pool.Close()
	}
	return nil
}

func main() {
	spec := service.NewConfigSpec().Fields(
		service.NewStringField("dsn"),
		service.NewStringField("put_events"),
		service.NewStringField("put_profiles"),
		service.NewOutputMaxInFlightField(),
	)
	open := func(conf *service.ParsedConfig, _ *service.Resources) (service.BatchOutput, service.BatchPolicy, int, error) {
		var none service.BatchPolicy
		p := &programme{}
		var err error
		if p.dsn, err = conf.FieldString("dsn"); err != nil {
			return nil, none, 0, err
		}
		if p.putEvents, err = conf.FieldString("put_events"); err != nil {
			return nil, none, 0, err
		}
		if p.putProfiles, err = conf.FieldString("put_profiles"); err != nil {
			return nil, none, 0, err
		}
		inFlight, err := conf.FieldMaxInFlight()
		return p, none, inFlight, err
	}
	if err := service.RegisterBatchOutput("programme", spec, open); err != nil {
		panic(err)
	}
	service.RunCLI(context.Background())
}
