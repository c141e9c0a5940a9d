using System.Buffers;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.AspNetCore.Http.Features;

namespace AgentBus.Silo.Http;

/// <summary>Reads the body of a request into memory: JSON, not too long, not too slow.</summary>
internal static class RequestBody
{
    private const string Json = "application/json";
    private const string JsonSuffix = "+json";

    /// <summary>The bytes, or why not.</summary>
    public static async Task<BodyRead> ReadAsync(HttpContext context, HttpOptions options, TimeProvider time)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return BodyRead.Refused(StatusCodes.Status415UnsupportedMediaType, Code.MessageInvalid, "Send the body as Content-Type: application/json, UTF-8.");
        }

        if (request.ContentLength > options.MaxBodyBytes)
        {
            return TooLong(options);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxBodyBytes;
        }

        using var patience = new CancellationTokenSource(options.BodyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            return new BodyRead(await ReadAllAsync(request, either.Token), null, 0);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLong(options);
        }
        catch (BadHttpRequestException)
        {
            return BodyRead.Refused(StatusCodes.Status400BadRequest, Code.MessageInvalid, "The body did not come whole.");
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return BodyRead.Refused(StatusCodes.Status408RequestTimeout, Code.Timeout, "The body came too slowly.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType)
    {
        var media = (contentType ?? "").AsSpan();
        var parameters = media.IndexOf(';');
        var type = (parameters < 0 ? media : media[..parameters]).Trim();
        var isJson = type.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.EndsWith(JsonSuffix, StringComparison.OrdinalIgnoreCase);
        return isJson && (parameters < 0 || !media[parameters..].Contains("charset=", StringComparison.OrdinalIgnoreCase) || media[parameters..].Contains("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static BodyRead TooLong(HttpOptions options) =>
        BodyRead.Refused(StatusCodes.Status413PayloadTooLarge, Code.LimitExceeded, $"The body is longer than {options.MaxBodyBytes} bytes.");
}
