using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Json;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Http;

/// <summary>
/// The way of every request of the API (ENV-18): credential, envelope, caller, endpoint, answer. Whatever API is added goes through here, so
/// that envelopes, errors and authentication are the same in all. Thread-safe.
/// </summary>
internal sealed class ApiRunner(CallerDesk desk, IOptions<AgentBusOptions> options, TimeProvider time, ILogger<ApiRunner> logger)
{
    private readonly HttpOptions _options = options.Value.Http;

    /// <summary>Answers one request.</summary>
    public async Task RunAsync(HttpContext context, ApiHandler handler)
    {
        var began = time.GetTimestamp();
        var credential = desk.CredentialOf(context);
        if (!credential.IsOk)
        {
            await ProblemAnswer.WriteAsync(context, credential.Refusal);
            return;
        }

        var read = HasBody(context) ? await RequestBody.ReadAsync(context, _options, time) : default;
        if (read.Refusal is { } unread)
        {
            await ProblemAnswer.WriteAsync(context, unread, read.Status);
            return;
        }

        using var body = Parse(context, read.Bytes, out var request);
        if (!request.IsOk)
        {
            await ProblemAnswer.WriteAsync(context, request.Refusal);
            return;
        }

        await RunAsync(context, handler, credential.Value, request.Value, began);
    }

    private async Task RunAsync(HttpContext context, ApiHandler handler, Credential credential, ApiRequest request, long began)
    {
        try
        {
            var entered = await desk.EnterAsync(context, credential, request);
            if (!entered.IsOk)
            {
                await ProblemAnswer.WriteAsync(context, entered.Refusal, requestId: request.RequestId);
                return;
            }

            await using var caller = entered.Value;
            var call = new ApiCall(context, request, caller, _options, time, began, time.GetElapsedTime(began));
            var answer = await handler(call);
            await AnswerWriter.WriteAsync(context, call, answer);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            HttpLog.Failed(logger, fault, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "");
            await ProblemAnswer.WriteAsync(context, ErrorFrames.Of(fault), requestId: request.RequestId);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; there is nobody to answer.
        }
    }

    private JsonDocument? Parse(HttpContext context, ReadOnlyMemory<byte> bytes, out Result<ApiRequest> request)
    {
        if (!HasBody(context))
        {
            request = RequestEnvelope.OfHeaders(context);
            return null;
        }

        var parsed = JsonText.Parse(bytes, _options.MaxDepth);
        request = parsed.IsOk ? RequestEnvelope.Read(parsed.Value.RootElement, _options.BareBodies) : parsed.Refusal;
        return parsed.Value;
    }

    private static bool HasBody(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPut(context.Request.Method) || HttpMethods.IsPatch(context.Request.Method);
}
