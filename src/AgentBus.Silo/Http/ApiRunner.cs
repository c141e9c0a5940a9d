using System.Text.Json;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Json;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security.Operators;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Http;

/// <summary>
/// The way of every request of the API (ENV-18): credential, envelope, caller, endpoint, answer. Whatever API is added goes through here, so
/// that envelopes, errors and authentication are the same in all. Thread-safe.
/// </summary>
internal sealed class ApiRunner(CallerDesk desk, GatewayDrain drain, IOptions<AgentBusOptions> options, TimeProvider time, ILogger<ApiRunner> logger)
{
    private readonly HttpOptions _options = options.Value.Http;

    /// <summary>Answers one request of a caller, whose agent's grain says who it is. A silo that drains begins none; those under way end.</summary>
    public Task RunAsync(HttpContext context, ApiHandler handler)
    {
        if (drain.HasBegun)
        {
            return ProblemAnswer.WriteAsync(context, GatewayDrain.Leaving);
        }

        var credential = desk.CredentialOf(context);
        return credential.IsOk
            ? ReadAsync(context, (request, began) => RunAsync(context, handler, credential.Value, request, began))
            : ProblemAnswer.WriteAsync(context, credential.Refusal);
    }

    /// <summary>Answers one request of an operator of the silo, whom <see cref="OperatorGate"/> let through.</summary>
    public Task RunForOperatorAsync(HttpContext context, ApiHandler handler) => ReadAsync(context, (request, began) =>
        Constitution.Check(request.Hash) is { } refusal
            ? ProblemAnswer.WriteAsync(context, refusal, requestId: request.RequestId)
            : AnswerAsync(context, handler, Call(context, request, OperatorOnly.Of(context), null, began)));

    private async Task ReadAsync(HttpContext context, Func<ApiRequest, long, Task> run)
    {
        var began = time.GetTimestamp();
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

        try
        {
            await run(request.Value, began);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            HttpLog.Failed(logger, fault, context.GetEndpoint()?.DisplayName ?? "");
            await ProblemAnswer.WriteAsync(context, ErrorFrames.Of(fault), requestId: request.Value.RequestId);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; there is nobody to answer.
        }
    }

    private async Task RunAsync(HttpContext context, ApiHandler handler, Credential credential, ApiRequest request, long began)
    {
        var entered = await desk.EnterAsync(context, credential, request);
        if (!entered.IsOk)
        {
            await ProblemAnswer.WriteAsync(context, entered.Refusal, requestId: request.RequestId);
            return;
        }

        await using var caller = entered.Value;
        await AnswerAsync(context, handler, Call(context, request, caller.Principal, caller, began));
    }

    private static async Task AnswerAsync(HttpContext context, ApiHandler handler, ApiCall call) =>
        await AnswerWriter.WriteAsync(context, call, await handler(call));

    private ApiCall Call(HttpContext context, ApiRequest request, Principal principal, Caller? caller, long began) =>
        new(context, request, principal, caller, _options, time, began, time.GetElapsedTime(began));

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
