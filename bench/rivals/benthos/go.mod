module meniscus/bench/rivals/benthos

go 1.25.2

require (
	github.com/jackc/pgx/v5 v5.12.0
	github.com/redpanda-data/benthos/v4 v4.60.0
)
