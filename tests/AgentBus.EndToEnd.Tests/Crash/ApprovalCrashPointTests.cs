using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>The built silo dies by SIGKILL while an approval is being used (DEL-09): the message that it is for goes once, and no other.</summary>
public sealed class ApprovalCrashPointTests
{
    private const int Messages = 9;

    private static readonly int[] Approved = [.. Enumerable.Range(0, Messages).Where(HeldMessages.IsApproved)];

    /// <summary>How far an approval is used when the silo dies.</summary>
    public enum Point
    {
        /// <summary>It is reserved, and its message is not published.</summary>
        Reserved,

        /// <summary>Its message is published; its case does not say so.</summary>
        Used,
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Point.Reserved)]
    [InlineData(Point.Used)]
    public async Task An_approval_is_used_once_whenever_the_silo_dies(Point point)
    {
        var settings = HeldMessages.Settings.With($"Tenants:{SiloProcess.Tenant}:Deliberation:Rules:grant:Release", "Grant");
        await using var silo = await SiloProcess.StartAsync(settings, Cancel);
        using var held = new HeldMessages(silo);
        await held.HoldAsync(Messages);
        await held.VoteAsync();
        var barrier = new StoreBarrier(silo);
        barrier.Raise(Next(point));

        foreach (var message in Approved)
        {
            (await held.SendAgainAsync(message, "again")).ShouldBe(point == Point.Used ? "delivered" : "storage_unavailable");
        }

        await barrier.HoldsAsync("SELECT count(*) FROM deliberation_case WHERE state = 3 AND json_extract(body, '$.ReservedFor') LIKE 'again-%'", Approved.Length);
        await barrier.HoldsAsync("SELECT count(*) FROM message WHERE message_id LIKE 'again-%'", point == Point.Used ? Approved.Length : 0);
        await silo.KillAsync(Cancel);
        barrier.Lift();
        await silo.StartAsync(Cancel);

        foreach (var message in Approved)
        {
            (await held.SendAgainAsync(message, "other")).ShouldBe("approval_invalid");
            (await held.SendAgainAsync(message, "again")).ShouldBe("delivered");
            (await held.StateAsync(message)).ShouldBe("delivered");
        }

        await held.EndedOnceAsync();
    }

    // What would be published is refused, and so is that the approval goes back, as by a silo that does not come to either.
    private static string[] Next(Point point) => point == Point.Used
        ? ["UPDATE ON deliberation_case WHEN NEW.state = 4"]
        : [
            "INSERT ON message WHEN NEW.message_id LIKE 'again-%'",
            "UPDATE ON deliberation_case WHEN NEW.state = 3 AND json_extract(NEW.body, '$.ReservedFor') = ''",
        ];
}
