/**
 * SQL that makes an exported folder a database: views for DuckDB, external tables for Amazon Athena.
 *
 * DuckDB: https://duckdb.org/docs/stable/data/json/loading_json
 * Athena: https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
import type { AnyResource } from '@dormouse/model'
import { type Column, columnsOf } from './columns.ts'

/** Files are looked for below the folder that DuckDB is started in, or that its `file_search_path` names. */
export function duckdbView(resource: AnyResource): string {
  const columns = Object.entries(columnsOf(resource))
    .map(([name, column]) => `    '${name}': '${duckdbType(column)}'`)
    .join(',\n')
  const files = `${resource.name}/*.ndjson.gz`
  return `CREATE OR REPLACE VIEW "${resource.name}" AS SELECT * FROM read_json('${files}',\n  format = 'newline_delimited', columns = {\n${columns}\n  });\n`
}

function duckdbType(column: Column): string {
  if (column.kind === 'list') return `${duckdbType(column.of)}[]`
  if (column.kind === 'parts')
    return `STRUCT(${Object.entries(column.parts)
      .map(([name, part]) => `"${name}" ${duckdbType(part)}`)
      .join(', ')})`
  return { text: 'VARCHAR', whole: 'BIGINT', number: 'DOUBLE', flag: 'BOOLEAN', json: 'JSON' }[column.kind]
}

/** `location`: where the folder was copied to, such as `s3://bucket/prefix`. */
export function athenaTable(resource: AnyResource, location: string): string {
  const columns = Object.entries(columnsOf(resource))
    .map(([name, column]) => `  \`${name.toLowerCase()}\` ${athenaType(column)}`)
    .join(',\n')
  return [
    `CREATE EXTERNAL TABLE \`${resource.name.toLowerCase()}\` (\n${columns}\n)`,
    "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'",
    "WITH SERDEPROPERTIES ('case.insensitive' = 'TRUE')",
    `LOCATION '${location}/${resource.name}/';\n`,
  ].join('\n')
}

/** What is JSON of a shape of its own is a text there: `json_extract_scalar(properties, '$.shirtSize')`. */
function athenaType(column: Column): string {
  if (column.kind === 'list') return `array<${athenaType(column.of)}>`
  if (column.kind === 'parts')
    return `struct<${Object.entries(column.parts)
      .map(([name, part]) => `${name.toLowerCase()}:${athenaType(part)}`)
      .join(',')}>`
  return { text: 'string', whole: 'bigint', number: 'double', flag: 'boolean', json: 'string' }[column.kind]
}
