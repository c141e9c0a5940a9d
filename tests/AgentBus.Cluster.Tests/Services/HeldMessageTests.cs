using AgentBus.Cluster.Tests.Deliberation;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>Services whose messages wait for people learn what came of them, and can take them back.</summary>
public sealed class HeldMessageTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Theory]
    [InlineData(VoteChoice.Approve, CaseState.Delivered, Code.None)]
    [InlineData(VoteChoice.Reject, CaseState.Rejected, Code.DeliberationRejected)]
    public async Task Who_waits_gets_the_decision_of_people(VoteChoice choice, CaseState state, Code code)
    {
        await using var scene = await Scene.OpenAsync(cluster);
        var sent = await scene.HoldAsync();
        sent.IsPendingDeliberation.ShouldBeTrue();
        (await scene.Bus.ReadHeldAsync("billing", sent.Receipt.CaseId)).ShouldSatisfyAllConditions(
            static held => held.State.ShouldBe(CaseState.Open),
            static held => held.IsDecided.ShouldBeFalse(),
            held => held.MessageId.ShouldBe(sent.Receipt.MessageId));
        var waiting = scene.Bus.WaitForOutcomeAsync("billing", sent.Receipt.CaseId);

        await scene.Ann.VoteAsync(sent.Receipt.CaseId, choice);

        var outcome = await waiting;
        (outcome.State, outcome.Code, outcome.IsDecided, outcome.IsDelivered).ShouldBe((state, code, true, choice == VoteChoice.Approve));
    }

    [Fact]
    public async Task A_message_is_withdrawn_once_or_twice_and_not_after_people_decided()
    {
        await using var scene = await Scene.OpenAsync(cluster);
        var (first, second) = (await scene.HoldAsync(), await scene.HoldAsync());
        var waiting = scene.Bus.WaitForOutcomeAsync("billing", first.Receipt.CaseId);

        (await scene.Bus.WithdrawAsync("billing", first.Receipt.CaseId, "wrong version")).State.ShouldBe(CaseState.Cancelled);
        (await scene.Bus.WithdrawAsync("billing", first.Receipt.CaseId)).State.ShouldBe(CaseState.Cancelled);
        (await waiting).State.ShouldBe(CaseState.Cancelled);

        await scene.Ann.VoteAsync(second.Receipt.CaseId, VoteChoice.Reject);
        (await Should.ThrowAsync<DeliberationError>(() => scene.Bus.WithdrawAsync("billing", second.Receipt.CaseId))).Code.ShouldBe(Code.CaseClosed);
    }

    [Fact]
    public async Task Of_other_agents_messages_and_of_none_nothing_is_told()
    {
        await using var scene = await Scene.OpenAsync(cluster);
        var sent = await scene.HoldAsync();
        await scene.Bus.RegisterAsync(scene.Tenant, "eve");

        foreach (var caseId in new[] { sent.Receipt.CaseId, new string('0', 40), "no id" })
        {
            await Should.ThrowAsync<MessageRoutingError>(() => scene.Bus.WaitForOutcomeAsync("eve", caseId));
            await Should.ThrowAsync<MessageRoutingError>(() => scene.Bus.WithdrawAsync("eve", caseId));
        }

        await Should.ThrowAsync<AgentNotRegisteredError>(() => scene.Bus.WaitForOutcomeAsync("nobody", sent.Receipt.CaseId));
        (await scene.Bus.ReadHeldAsync("billing", sent.Receipt.CaseId)).State.ShouldBe(CaseState.Open);
    }

    [Fact]
    public async Task A_bus_that_stops_does_not_wait_for_people()
    {
        await using var scene = await Scene.OpenAsync(cluster);
        var waiting = scene.Bus.WaitForOutcomeAsync("billing", (await scene.HoldAsync()).Receipt.CaseId);

        await scene.Bus.StopAsync();

        await Should.ThrowAsync<AgentBusError>(() => waiting);
    }

    private sealed class Scene(ServiceBus bus, Reviewer ann, string tenant) : IAsyncDisposable
    {
        public ServiceBus Bus => bus;

        public Reviewer Ann => ann;

        public string Tenant => tenant;

        public static async Task<Scene> OpenAsync(BusCluster cluster)
        {
            var tenant = HeldScene.Tenant(cluster);
            var bus = await ServiceBus.StartAsync(cluster.Outside);
            await bus.RegisterAsync(tenant, "billing");
            return new Scene(bus, await Reviewer.OpenAsync(cluster, tenant, "ann"), tenant);
        }

        public Task<AgentBus.Services.SendOutcome> HoldAsync()
        {
            var message = ServiceBus.Event("billing", "pay");
            message.Action = HoldingStage.Action;
            return bus.SendMessageAsync(message);
        }

        public async ValueTask DisposeAsync()
        {
            ann.Dispose();
            await bus.DisposeAsync();
        }
    }
}
