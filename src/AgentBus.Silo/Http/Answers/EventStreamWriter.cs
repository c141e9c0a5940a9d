using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace AgentBus.Silo.Http;

/// <summary>Writes answers that go on, as server-sent events (WHATWG HTML, 9.2), each at once.</summary>
internal static class EventStreamWriter
{
    /// <summary>The media type.</summary>
    public const string Type = "text/event-stream";

    private static readonly byte[] Preamble = "retry: 2000\n\n"u8.ToArray();

    /// <summary>Writes the events until they end or the receiver goes away.</summary>
    public static async Task WriteAsync(HttpContext context, IAsyncEnumerable<ServerEvent> events)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = Type;
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var buffer = new ArrayBufferWriter<byte>(1_024);
        buffer.Write(Preamble);
        await foreach (var one in events.WithCancellation(context.RequestAborted))
        {
            Write(buffer, one);
            await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            buffer.ResetWrittenCount();
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, ServerEvent one)
    {
        if (one.Name.Length == 0)
        {
            buffer.Write(":\n"u8);
        }
        else
        {
            Line(buffer, "event: ", one.Name);
        }

        if (one.Id.Length > 0)
        {
            Line(buffer, "id: ", one.Id);
        }

        if (one.Name.Length > 0)
        {
            // JSON without indentation has no line breaks of its own.
            buffer.Write("data: "u8);
            using (var json = new Utf8JsonWriter(buffer))
            {
                JsonSerializer.Serialize(json, one.Data, one.Data?.GetType() ?? typeof(object), ApiJson.Options);
            }

            buffer.Write("\n"u8);
        }

        buffer.Write("\n"u8);
    }

    private static void Line(ArrayBufferWriter<byte> buffer, string field, string value)
    {
        Encoding.UTF8.GetBytes(field, buffer);
        Encoding.UTF8.GetBytes(value, buffer);
        buffer.Write("\n"u8);
    }
}
