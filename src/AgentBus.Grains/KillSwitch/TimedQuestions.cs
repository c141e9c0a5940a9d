using AgentBus.Domain.KillSwitch;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.KillSwitch;

/// <summary>Asks others who may not answer: within a time, and of many so many at once. Thread-safe.</summary>
internal sealed partial class TimedQuestions(TimeProvider time, ILogger logger)
{
    private const int AtOnce = 64;
    private const string NoAnswer = "It did not answer in time.";
    private const string Failed = "It failed; the log of the silo says why.";

    /// <summary>Asks one.</summary>
    public async Task<KillAnswer<T>> AskAsync<T>(string where, Func<Task<T>> ask, TimeSpan limit)
        where T : class
    {
        try
        {
            return limit > TimeSpan.Zero ? new KillAnswer<T>(where, await ask().WaitAsync(limit, time), "") : new KillAnswer<T>(where, null, NoAnswer);
        }
        catch (TimeoutException)
        {
            return new KillAnswer<T>(where, null, NoAnswer);
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault, where);
            return new KillAnswer<T>(where, null, Failed);
        }
    }

    /// <summary>Asks all of them; those whose turn does not come within the time have not answered.</summary>
    public async Task<IReadOnlyList<KillAnswer<T>>> AskAllAsync<TAsked, T>(
        IEnumerable<TAsked> asked, Func<TAsked, string> nameOf, Func<TAsked, Task<T>> ask, TimeSpan limit)
        where T : class
    {
        var since = time.GetTimestamp();
        var answers = new List<KillAnswer<T>>();
        foreach (var some in asked.Chunk(AtOnce))
        {
            var left = limit - time.GetElapsedTime(since);
            answers.AddRange(await Task.WhenAll(some.Select(one => AskAsync(nameOf(one), () => ask(one), left))));
        }

        return answers;
    }

    [LoggerMessage(EventId = 2852, Level = LogLevel.Warning, Message = "The kill switch asked {Where} and got a failure.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string where);
}
