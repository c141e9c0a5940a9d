using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// The built silo dies by SIGKILL while many approvals are used at once, wherever each then is. Each action is delivered once, or can still be: never twice,
/// never neither, also where its sender has forgotten the id that it sent under, or tries two at once (DEL-09).
/// </summary>
public sealed class ApprovalCrashTests
{
    private const int Messages = 36;

    private static readonly int[] Approved = [.. Enumerable.Range(0, Messages).Where(HeldMessages.IsApproved)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    public async Task An_approval_is_used_once_or_still_there_whenever_the_silo_dies(int answersBefore)
    {
        await using var silo = await SiloProcess.StartAsync(HeldMessages.Settings.With($"Tenants:{SiloProcess.Tenant}:Deliberation:Rules:grant:Release", "Grant"), Cancel);
        using var held = new HeldMessages(silo);
        await held.HoldAsync(Messages);
        await held.VoteAsync();

        await KillWhileSendingAsync(silo, held, answersBefore);
        await silo.StartAsync(Cancel);

        foreach (var message in Approved)
        {
            (await SendTwiceAsync(held, message)).ShouldBe(["delivered", "approval_invalid"], ignoreOrder: true, $"m-{message}");
            (await held.StateAsync(message)).ShouldBe("delivered");
        }

        await held.EndedOnceAsync();
    }

    // A sender sends the same again first, another has forgotten its id and uses a new one, a third tries both at once.
    private static async Task<string[]> SendTwiceAsync(HeldMessages held, int message)
    {
        var (first, second) = message % 2 == 0 ? ("again", "other") : ("other", "again");
        return message % 4 == 2
            ? await Task.WhenAll(held.SendAgainAsync(message, first), held.SendAgainAsync(message, second))
            : [await held.SendAgainAsync(message, first), await held.SendAgainAsync(message, second)];
    }

    private static async Task KillWhileSendingAsync(SiloProcess silo, HeldMessages held, int answersBefore)
    {
        var answered = 0;
        var sends = Approved.Select(async message =>
        {
            try
            {
                (await held.SendAgainAsync(message, "again")).ShouldBe("delivered");
                Interlocked.Increment(ref answered);
            }
            catch (HttpRequestException)
            {
                // The silo died before it answered.
            }
        }).ToArray();
        await Until.TrueAsync("so many are answered", () => Volatile.Read(ref answered) >= answersBefore, cancellationToken: Cancel);
        await silo.KillAsync(Cancel);
        await Task.WhenAll(sends);
    }
}
