using System.Globalization;
using AgentBus.Cluster.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Cluster.Tests.Queues;

/// <summary>
/// Random programs of three agents over channels and inboxes, against plain lists: order in a channel and in an inbox, at least once, a
/// key once, positions, history, through sessions, consumers, activations and silos that come and go (MSG-05, MSG-09, MSG-10, MSG-12, HIS-05,
/// TRN-13).
/// </summary>
public sealed class DeliveryModelTests(LastingCluster cluster) : IClassFixture<LastingCluster>
{
    private const int Steps = 50;

    private static readonly int Programs = int.Parse(Environment.GetEnvironmentVariable("AGENTBUS_MODEL_PROGRAMS") ?? "100", CultureInfo.InvariantCulture);

    private static readonly Gen<DeliveryStep> Step =
        from act in Gen.Frequency(
            (12, Gen.Constant(DeliveryAct.Publish)),
            (14, Gen.Constant(DeliveryAct.SendToOne)),
            (5, Gen.Constant(DeliveryAct.SendToSeveral)),
            (5, Gen.Constant(DeliveryAct.SendToGroup)),
            (8, Gen.Constant(DeliveryAct.SendAgain)),
            (6, Gen.Constant(DeliveryAct.Follow)),
            (8, Gen.Constant(DeliveryAct.Acknowledge)),
            (5, Gen.Constant(DeliveryAct.Page)),
            (16, Gen.Constant(DeliveryAct.Attach)),
            (5, Gen.Constant(DeliveryAct.Detach)),
            (3, Gen.Constant(DeliveryAct.OpenSession)),
            (3, Gen.Constant(DeliveryAct.CloseSession)),
            (12, Gen.Constant(DeliveryAct.Done)),
            (20, Gen.Constant(DeliveryAct.Retry)),
            (4, Gen.Constant(DeliveryAct.Reject)),
            (4, Gen.Constant(DeliveryAct.BreakConsumer)),
            (4, Gen.Constant(DeliveryAct.CloseQueue)),
            (4, Gen.Constant(DeliveryAct.CloseRoom)),
            (4, Gen.Constant(DeliveryAct.DropAgent)),
            (1, Gen.Constant(DeliveryAct.Restart)),
            (1, Gen.Constant(DeliveryAct.Crash)))
        from who in Gen.Choose(0, 2)
        from number in Gen.Choose(0, 99)
        select new DeliveryStep(act, who, number);

    [Fact]
    public Task Channels_and_inboxes_behave_like_lists() => Task.Run(() =>
        Prop.ForAll(
            Arb.From(Gen.ListOf(Step, Steps).Select(static steps => steps.ToArray()), Shrink),
            steps => new DeliveryRun(cluster).RunAsync(steps).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Programs)), TestContext.Current.CancellationToken);

    /// <summary>Halves, quarters and so on are left out, in the end single steps.</summary>
    private static IEnumerable<DeliveryStep[]> Shrink(DeliveryStep[] steps)
    {
        for (var length = (steps.Length + 1) / 2; length > 0; length = length == 1 ? 0 : (length + 1) / 2)
        {
            for (var start = steps.Length - length; start >= 0; start -= length)
            {
                yield return [.. steps[..start], .. steps[(start + length)..]];
            }
        }
    }
}
