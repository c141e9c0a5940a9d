using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Tells front-ends that sessions are over. Nobody waits for one of them, since a front-end that is gone answers by a timeout only; the
/// grain awaits all before it goes.
/// </summary>
internal sealed partial class Farewells(ILogger logger)
{
    private const int MostKept = 64;

    private readonly List<Task<bool>> _underWay = [];

    /// <summary>Tells the session's holder.</summary>
    public void Tell(Session session, Refusal reason)
    {
        // One that failed is kept for whoever asks, but not without end.
        _underWay.RemoveAll(told => told.IsCompleted && (told.Result || _underWay.Count > MostKept));
        if (session.Observer is not null)
        {
            _underWay.Add(TellAsync(session, reason));
        }
    }

    /// <summary>Completes when all were told or cannot be; false: somebody could not.</summary>
    public async Task<bool> SettledAsync()
    {
        var told = await Task.WhenAll(_underWay);
        _underWay.RemoveAll(static task => task.IsCompleted);
        return Array.TrueForAll(told, static isTold => isTold);
    }

    private async Task<bool> TellAsync(Session session, Refusal reason)
    {
        try
        {
            await session.Observer!.EndedAsync(reason);
            return true;
        }
        catch (Exception fault)
        {
            // The front-end learns it at the session's next call, or has gone itself.
            LogUntold(logger, fault, session.Token.Id, reason.Code);
            return false;
        }
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "The holder of session {Session} could not be told that it ended: {Code}.")]
    private static partial void LogUntold(ILogger logger, Exception fault, string session, Code code);
}
