using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Tells front-ends that sessions are over. Nobody waits for one of them, since a front-end that is gone answers by a timeout only; the
/// grain awaits all before it goes.
/// </summary>
internal sealed partial class Farewells(ILogger logger)
{
    private readonly List<Task> _underWay = [];

    /// <summary>Tells the session's holder.</summary>
    public void Tell(Session session, Refusal reason)
    {
        _underWay.RemoveAll(static told => told.IsCompleted);
        if (session.Observer is not null)
        {
            _underWay.Add(TellAsync(session, reason));
        }
    }

    /// <summary>Completes when all were told.</summary>
    public Task SettledAsync() => Task.WhenAll(_underWay);

    private async Task TellAsync(Session session, Refusal reason)
    {
        try
        {
            await session.Observer!.EndedAsync(reason);
        }
        catch (Exception fault)
        {
            // The front-end learns it at the session's next call, or has gone itself.
            LogUntold(logger, fault, session.Token.Id, reason.Code);
        }
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "The holder of session {Session} could not be told that it ended: {Code}.")]
    private static partial void LogUntold(ILogger logger, Exception fault, string session, Code code);
}
