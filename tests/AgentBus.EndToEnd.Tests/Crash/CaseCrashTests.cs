using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// The built silo dies by SIGKILL while messages wait for people, and while people vote: each message is delivered once or is a dead letter
/// once, never both, never neither (DEL-14).
/// </summary>
public sealed class CaseCrashTests
{
    private const int Messages = 24;

    /// <summary>How far people are when the silo dies.</summary>
    public enum Point
    {
        /// <summary>All messages wait.</summary>
        Parked,

        /// <summary>The first votes were answered, others are under way: votes, decisions, deliveries and notices are cut where they are.</summary>
        Voting,

        /// <summary>All votes were sent, and none of the answers was waited for.</summary>
        Deciding,
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Point.Parked)]
    [InlineData(Point.Voting)]
    [InlineData(Point.Deciding)]
    public async Task A_held_message_is_delivered_once_or_dead_once_whenever_the_silo_dies(Point point)
    {
        await using var silo = await SiloProcess.StartAsync(HeldMessages.Settings, Cancel);
        using var held = new HeldMessages(silo);
        await held.HoldAsync(Messages);

        await RunUntilAsync(silo, held, point);
        await silo.KillAsync(Cancel);
        await silo.StartAsync(Cancel);

        // Whoever got no answer votes again; what is decided is not open any more.
        await held.VoteAsync();
        await held.EndedOnceAsync();
    }

    private static async Task RunUntilAsync(SiloProcess silo, HeldMessages held, Point point)
    {
        if (point == Point.Parked)
        {
            return;
        }

        var answered = 0;
        var votes = Enumerable.Range(0, Messages).Select(async i =>
        {
            if (await held.VoteAsync(i))
            {
                Interlocked.Increment(ref answered);
            }
        }).ToArray();
        if (point == Point.Voting)
        {
            await Until.TrueAsync("the first votes are answered", () => Volatile.Read(ref answered) >= 3, cancellationToken: Cancel);
        }

        await silo.KillAsync(Cancel);
        await Task.WhenAll(votes);
        await silo.StartAsync(Cancel);
    }
}
