using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Silo.Security;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentBus.Silo.Http;

/// <summary>Writes docs/openapi.v1.json (ADP-02) from the operations. The silo serves the file that is checked in; a test compares.</summary>
internal static class OpenApiDocument
{
    private const string Version = "3.0.3";
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";
    private const string ProblemName = "Problem";
    private const string Internal = "http://localhost:9090";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly int[] Always = [400, 401, 429, 500, 503];
    private static readonly int[] WithBody = [408, 413, 415];

    /// <summary>Writes the document.</summary>
    public static string Write(IEnumerable<IApiGroup> groups)
    {
        var known = groups.ToList();
        var schemas = new SchemaWriter();
        EnvelopeSchemas.AddTo(schemas);
        var tags = new JsonArray();
        var paths = new JsonObject();
        foreach (var group in known)
        {
            tags.Add(new JsonObject { ["name"] = group.Name });
            foreach (var operation in group.Operations)
            {
                var path = paths[operation.Path]?.AsObject();
                if (path is null)
                {
                    paths[operation.Path] = path = [];
                    if (group.IsForOperators)
                    {
                        path["servers"] = new JsonArray(new JsonObject { ["url"] = Internal, ["description"] = "The internal listener; operators only." });
                    }
                }

                path[operation.Method.ToLowerInvariant()] = Operation(operation, group, schemas);
            }
        }

        var document = new JsonObject
        {
            ["openapi"] = Version,
            ["info"] = new JsonObject
            {
                ["title"] = "ACE::COMMS API",
                ["version"] = "1.0.0",
                ["description"] = "The HTTP API of AgentBus; docs/http.md explains it. Every example under x-examples is sent by a test, in the order of the document.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["apiKey"] = new JsonArray() }),
            ["tags"] = tags,
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A token (JWT) or an API key." },
                    ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = CredentialReader.ApiKeyHeader },
                },
                ["responses"] = Problems(known.SelectMany(static group => group.Operations)),
                ["schemas"] = schemas.Schemas,
            },
        };
        return document.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Operation(ApiOperation operation, IApiGroup group, SchemaWriter schemas)
    {
        var described = new JsonObject { ["summary"] = operation.Summary, ["tags"] = new JsonArray((JsonNode)group.Name) };
        if (operation.Parameters.Length > 0)
        {
            described["parameters"] = new JsonArray([.. operation.Parameters.Select(Parameter)]);
        }

        if (operation.Body is { } body)
        {
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { [Json] = Body(operation, schemas.Of(body)) } };
        }

        described["responses"] = Responses(operation, schemas);
        described["x-examples"] = new JsonArray([.. operation.Examples.Select(JsonNode (example) => Example(operation, example))]);
        return described;
    }

    private static JsonNode Parameter(ApiParameter parameter)
    {
        var described = new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.In, ["description"] = parameter.What };
        if (parameter.In == "path")
        {
            described["required"] = true;
        }

        described["schema"] = new JsonObject { ["type"] = parameter.Type };
        return described;
    }

    private static JsonObject Body(ApiOperation operation, JsonObject data)
    {
        var body = new JsonObject
        {
            ["schema"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    Joined(SchemaWriter.Reference(EnvelopeSchemas.Request), WithData(data)),
                    Joined(SchemaWriter.Reference(EnvelopeSchemas.Bare), data.DeepClone())),
            },
        };
        var examples = new JsonObject();
        foreach (var example in operation.Examples.Where(static example => example.Body is not null))
        {
            examples[example.Name] = new JsonObject { ["value"] = JsonNode.Parse(example.Body!) };
        }

        if (examples.Count > 0)
        {
            body["examples"] = examples;
        }

        return body;
    }

    private static JsonObject Responses(ApiOperation operation, SchemaWriter schemas)
    {
        var responses = new JsonObject();
        foreach (var status in operation.Statuses)
        {
            if (!operation.Events.IsEmpty)
            {
                responses[$"{status}"] = Response(status, EventStreamWriter.Type, new JsonObject { ["anyOf"] = new JsonArray([.. operation.Events.Select(JsonNode (one) => schemas.Of(one))]) });
                continue;
            }

            JsonNode schema = Joined(SchemaWriter.Reference(EnvelopeSchemas.Answer), WithData(operation.Data is { } data ? schemas.Of(data) : []));
            if (operation.BareData is { } bare)
            {
                schema = new JsonObject { ["anyOf"] = new JsonArray(schema, schemas.Of(bare)) };
            }

            responses[$"{status}"] = Response(status, Json, schema);
        }

        foreach (var status in Always.Concat(operation.Body is null ? [] : WithBody).Concat(operation.Problems).Order())
        {
            responses[$"{status}"] = new JsonObject { ["$ref"] = $"#/components/responses/{ProblemName}{status}" };
        }

        return responses;
    }

    private static JsonObject Problems(IEnumerable<ApiOperation> operations)
    {
        var problems = new JsonObject();
        foreach (var status in operations.SelectMany(static operation => operation.Problems).Concat(Always).Concat(WithBody).Distinct().Order())
        {
            problems[$"{ProblemName}{status}"] = Response(status, ProblemJson, SchemaWriter.Reference(EnvelopeSchemas.Problem));
        }

        return problems;
    }

    private static JsonObject Response(int status, string contentType, JsonNode schema) => new()
    {
        ["description"] = ReasonPhrases.GetReasonPhrase(status),
        ["content"] = new JsonObject { [contentType] = new JsonObject { ["schema"] = schema } },
    };

    private static JsonObject Example(ApiOperation operation, ApiExample example)
    {
        var described = new JsonObject { ["summary"] = example.Name, ["request"] = $"{operation.Method} {example.Path}", ["status"] = example.Status };
        if (example.Body is { } body)
        {
            described["body"] = JsonNode.Parse(body);
        }

        return described;
    }

    private static JsonObject WithData(JsonObject data) => new() { ["properties"] = new JsonObject { ["data"] = data } };

    private static JsonObject Joined(JsonNode first, JsonNode second) => new() { ["allOf"] = new JsonArray(first, second) };
}
