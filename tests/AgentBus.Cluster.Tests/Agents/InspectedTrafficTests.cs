using System.Text;
using AgentBus.Cluster.Tests.Events;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Events;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

/// <summary>Inspection in the grain of the sender: what is delivered, told and kept.</summary>
public sealed class InspectedTrafficTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Mail = "jane.doe@mail.test";

    private static readonly InspectionPolicy Enforced = new() { Mode = InspectionMode.Enforce };

    [Fact]
    public async Task A_channel_and_its_history_hold_the_redacted_message_and_a_retry_is_one()
    {
        var alice = await AgentAsync(Enforced);

        var first = await alice.SendAsync(alice.Message($"to {Mail}", key: "once"));
        var again = await alice.SendAsync(alice.Message($"to {Mail}", key: "once"));

        first[0].Outcome.ShouldBe(Outcome.Delivered);
        (again[0].Outcome, again[0].Duplicate).ShouldBe((Outcome.Delivered, true));
        var page = (await alice.ReadAsync()).Value!;
        page.Messages.Select(TestAgent.Text).ShouldBe([$"to {TextRedactor.Mark}"]);
    }

    [Fact]
    public async Task An_inbox_holds_the_redacted_message()
    {
        var alice = await AgentAsync(Enforced);
        var bob = await cluster.AgentAsync(alice.Key.Tenant, "bob");
        await bob.RegisterAsync();
        var consumer = new TestConsumer();
        (await bob.AttachAsync(consumer)).Refusal.ShouldBeNull();

        await alice.SendAsync(alice.To("bob", $"to {Mail}"));

        await Eventually.HoldsAsync("it comes", () => consumer.Received.Count == 1);
        TestAgent.Text(consumer.Received.First().Message.Message).ShouldBe($"to {TextRedactor.Mark}");
    }

    [Fact]
    public async Task A_decision_is_told_without_content_and_a_clean_message_is_not()
    {
        var alice = await AgentAsync(Enforced);
        var events = await EventListener.ListenAsync(cluster, alice.Key.Tenant, SystemRoom.Telemetry);

        await alice.SendAsync("all is well");
        await alice.SendAsync($"to {Mail}");

        var told = await events.WaitForAsync("the decision is told", static envelope => envelope.Action == BusEvents.ContentDecision);
        told.Payload.Fields["decision"].StringValue.ShouldBe("allow_with_redaction");
        told.Payload.Fields["reason"].StringValue.ShouldBe(CasilReasons.Redacted);
        told.Payload.Fields["kind"].StringValue.ShouldBe("data");
        told.Payload.Fields["risk_level"].StringValue.ShouldBe("medium");
        told.Payload.Fields["tags"].StringValue.ShouldBe("contains_pii,redacted,EMAIL_ADDRESS:1");
        told.ToString().ShouldNotContain(Mail);
        events.Heard.Count(static envelope => envelope.Action == BusEvents.ContentDecision).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_violator_is_blocked_told_and_put_down_in_evidence()
    {
        var alice = await AgentAsync(Enforced with { RepeatLimit = 2, RepeatBlock = TimeSpan.FromHours(1) });
        var events = await EventListener.ListenAsync(cluster, alice.Key.Tenant);

        await alice.SendAsync($"to {Mail}");
        await alice.SendAsync($"to {Mail}");
        var third = await alice.SendAsync("all is well");

        third.Code.ShouldBe(Code.CasilPolicyBlocked);
        third.RetryAfter.ShouldBeGreaterThan(TimeSpan.FromMinutes(59));
        (await events.WaitForAsync("it is told", static envelope => envelope.Action == BusEvents.RepeatViolator)).Payload.Fields["violations"].NumberValue.ShouldBe(2);
        await Eventually.HoldsAsync("it is put down", () => Evidence(alice, EvidenceKind.RepeatViolator).Any());
        Encoding.UTF8.GetString(Evidence(alice, EvidenceKind.RepeatViolator).Single().Body.Span).ShouldContain("\"violations\":2");
    }

    [Fact]
    public async Task Violations_that_wait_behind_another_message_count_once_and_the_last_one_too_many_is_told_of()
    {
        var gate = new TaskCompletionSource<string>();
        cluster.Silo<TestPolicyEngine>().Answer("violators", _ => gate.Task);
        var tenant = cluster.Tenant(static settings => settings with
        {
            Inspection = Enforced with { RepeatLimit = 2, RepeatBlock = TimeSpan.FromHours(1) },
            Policies = new PolicySettings { OpaPath = "violators" },
        });
        var alice = await cluster.AgentAsync(tenant, "alice");
        var events = await EventListener.ListenAsync(cluster, tenant);
        var slow = alice.SendAsync("first");
        await Eventually.HoldsAsync("the policy is asked", () => cluster.Silo<TestPolicyEngine>().Asked("violators") == 1);
        var settings = (await cluster.Operate(tenant).ShowAsync()).Value.ShouldNotBeNull();
        (await cluster.Operate(tenant).ReplaceAsync(settings with { Policies = new PolicySettings() }, "olga")).Refusal.ShouldBeNull();

        var behind = alice.SendAsync(alice.Message($"to {Mail}"), alice.Message($"to {Mail}"), alice.Message("all is well"));
        behind.IsCompleted.ShouldBeFalse();
        gate.SetResult("""{"result": true}""");

        (await slow).Outcome.ShouldBe(Outcome.Delivered);
        (await behind).Select(static receipt => receipt.Code).ShouldBe([Code.None, Code.None, Code.CasilPolicyBlocked]);
        await events.WaitForAsync("it is told", static envelope => envelope.Action == BusEvents.RepeatViolator);
        await Eventually.HoldsAsync("it is put down", () => Evidence(alice, EvidenceKind.RepeatViolator).Any());
        Evidence(alice, EvidenceKind.RepeatViolator).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Evidence_names_findings_by_type_and_count_only()
    {
        var alice = await AgentAsync(Enforced with { BlockTypes = [FindingTypes.EmailAddress] });

        await alice.SendAsync($"to {Mail}");

        await Eventually.HoldsAsync("it is put down", () => Evidence(alice, EvidenceKind.Refused).Any());
        var body = Encoding.UTF8.GetString(Evidence(alice, EvidenceKind.Refused).Single().Body.Span);
        body.ShouldContain("\"findings\":[\"contains_pii\",\"EMAIL_ADDRESS:1\"]");
        body.ShouldContain("\"stage\":\"inspection\"");
        body.ShouldNotContain(Mail);
    }

    private async Task<TestAgent> AgentAsync(InspectionPolicy policy) =>
        await cluster.AgentAsync(cluster.Tenant(settings => settings with { Inspection = policy }), "alice");

    private IEnumerable<EvidenceRow> Evidence(TestAgent agent, EvidenceKind kind) =>
        cluster.Journal.Evidence.Where(row => row.Tenant == agent.Key.Tenant && row.Kind == kind);
}
