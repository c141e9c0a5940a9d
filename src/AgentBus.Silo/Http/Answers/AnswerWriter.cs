using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Json;

namespace AgentBus.Silo.Http;

/// <summary>Writes answers: data in the standard response envelope (ENV-16), refusals as problem+json (RFC 9457, ENV-17).</summary>
internal static class AnswerWriter
{
    private const string JsonType = "application/json; charset=utf-8";
    private const string DeprecatedSince = "@1767225600";

    /// <summary>Writes the answer to a request.</summary>
    public static async Task WriteAsync(HttpContext context, ApiCall call, ApiAnswer answer)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers[RequestEnvelope.RequestIdHeader] = call.Request.RequestId;
        if (call.IsDeprecatedForm)
        {
            // RFC 9745.
            headers["Deprecation"] = DeprecatedSince;
        }

        if (answer.Location.Length > 0)
        {
            headers.Location = answer.Location;
        }

        if (answer.Refusal is { } refusal)
        {
            await ProblemAnswer.WriteAsync(context, refusal, answer.Status, call.Request.RequestId);
            return;
        }

        if (answer.Events is { } events)
        {
            await EventStreamWriter.WriteAsync(context, events);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (call.Request.IsBare && answer.Bare is { } bare)
            {
                JsonSerializer.Serialize(writer, bare, bare.GetType(), ApiJson.Options);
            }
            else
            {
                WriteEnvelope(writer, call, answer);
            }
        }

        context.Response.StatusCode = answer.Status ?? StatusCodes.Status200OK;
        context.Response.ContentType = JsonType;
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    private static void WriteEnvelope(Utf8JsonWriter writer, ApiCall call, ApiAnswer answer)
    {
        writer.WriteStartObject();
        WriteCompliance(writer, call, answer.AuditId);
        WriteMetadata(writer, call);
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, answer.Data, answer.Data?.GetType() ?? typeof(object), ApiJson.Options);
        writer.WriteStartArray("errors");
        writer.WriteEndArray();
        writer.WriteStartArray("warnings");
        foreach (var warning in call.Warnings)
        {
            JsonSerializer.Serialize(writer, warning, ApiJson.Options);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("pagination");
        if (answer.Pagination is { } page)
        {
            writer.WriteStartObject();
            writer.WriteNull("page");
            writer.WriteNumber("size", page.Size);
            WriteNumber(writer, "total", page.Total);
            writer.WriteBoolean("has_next", page.HasNext);
            writer.WriteString("next_cursor", page.NextCursor);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    private static void WriteCompliance(Utf8JsonWriter writer, ApiCall call, string? auditId)
    {
        writer.WriteStartObject("constitutional_compliance");
        writer.WriteString("hash", ConstitutionalHash.Current);
        writer.WriteBoolean("validated", true);
        writer.WriteNumber("compliance_score", 1.0);
        writer.WriteNumber("validation_time_ms", Math.Round(call.ValidationTime.TotalMilliseconds, 3));
        writer.WriteString("audit_id", auditId ?? AuditId(call.Request.RequestId));
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, ApiCall call)
    {
        writer.WriteStartObject("response_metadata");
        writer.WriteString("request_id", call.Request.RequestId);
        writer.WriteString("timestamp", Rfc3339.Write(call.Now));
        writer.WriteNumber("processing_time_ms", Math.Round(call.Elapsed.TotalMilliseconds, 3));
        writer.WriteBoolean("cache_hit", false);
        writer.WriteString("service_version", ServerVersion.Text);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>The trace under which logs and evidence name what was done; without one the request.</summary>
    public static string AuditId(string requestId) => Activity.Current?.TraceId.ToHexString() ?? requestId;
}
