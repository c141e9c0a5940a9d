using System.Diagnostics;

namespace AgentBus.TestKit;

/// <summary>Waits for a condition, never for a time. The sentence says in the failure what did not come true.</summary>
public static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static Task TrueAsync(string sentence, Func<bool> condition, TimeSpan? patience = null, CancellationToken cancellationToken = default) =>
        TrueAsync(sentence, () => Task.FromResult(condition()), patience, cancellationToken);

    public static async Task TrueAsync(string sentence, Func<Task<bool>> condition, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        var limit = patience ?? TimeSpan.FromSeconds(30);
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
            {
                throw new TimeoutException($"Not within {limit}: {sentence}");
            }

            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }
}
