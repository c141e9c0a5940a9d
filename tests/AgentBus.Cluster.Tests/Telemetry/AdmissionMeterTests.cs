using AgentBus.Cluster.Tests.Support;
using AgentBus.Grains.Telemetry;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Telemetry;

/// <summary>What admission counts (OBS-02..04, EHI-06), as a listener hears it.</summary>
public sealed class AdmissionMeterTests(GovernedCluster cluster) : IClassFixture<GovernedCluster>
{
    [Fact]
    public async Task Every_decision_is_counted_once_under_its_names()
    {
        var tenant = cluster.Tenant(static settings => settings with
        {
            Policies = new PolicySettings { Rules = [new DeclaredRule { Name = "no-shell", Tools = ["shell"] }] },
            Impact = new ImpactSettings { Overrides = [new ScoreOverride { Name = "drill", Action = "delete_drill", ExpiresAt = DateTimeOffset.MaxValue, Reason = "a drill" }] },
        });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var reading = new MeterReading(cluster.Silo<AdmissionMeter>().Meter);

        await alice.SendAsync(alice.Message("one"), alice.Message("two"));
        var held = (await alice.SendAsync(alice.Message("held") with { EhiScore = 0.75 }))[0];
        (held.Outcome, held.Stage, held.CaseId.Length > 0).ShouldBe((Outcome.Held, "impact", true), held.Reason);
        await alice.SendAsync(alice.Message("foreign") with { ConstitutionalHash = "0000000000000000" });
        await alice.SendAsync(alice.Message("forged") with { Subject = "ace.comms.forged" });
        await alice.SendAsync(alice.Message("drill") with { Action = "delete_drill" });
        await alice.SendAsync(alice.Message("denied") with { Tool = "shell" });
        reading.Observe();

        reading["acgs2_messages_total{outcome=delivered}"].ShouldBe(3);
        reading["acgs2_messages_total{outcome=held}"].ShouldBe(1);
        reading["acgs2_messages_total{outcome=refused}"].ShouldBe(3);
        reading["acgs2_constitutional_validations_total{result=violation}"].ShouldBe(1);
        reading["acgs2_constitutional_violations_total{type=constitutional_hash_mismatch}"].ShouldBe(1);
        reading["constitutional_violations_detected"].ShouldBe(1);
        reading["ace_comms_errors_total{type=permission_denied}"].ShouldBe(1);
        reading["ace_comms_policy_denials_total{rule=authorization}"].ShouldBe(1);
        reading["ace_comms_policy_denials_total{rule=rules/no-shell}"].ShouldBe(1);
        reading["ace_comms_ehi_triggers_total{threshold=0.7}"].ShouldBe(1);
        reading["casil_oversize_total"].ShouldNotBeNull();
        reading["casil_decisions_total{decision=allow}"].ShouldNotBeNull();
        reading["agentbus_score_overrides_total{override=drill}"].ShouldBe(1);
        reading["acgs2_message_processing_duration_seconds"].ShouldNotBeNull().ShouldBeGreaterThan(0);
        reading["constitutional_validation_latency_ms"].ShouldNotBeNull().ShouldBeGreaterThan(0);
        reading["constitutional_throughput_rps"].ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_faults_of_a_stage_are_counted_by_its_name()
    {
        using var reading = new MeterReading(cluster.Silo<AdmissionMeter>().Meter);

        cluster.Silo<Domain.Ports.IStageFaults>().Failed("test", new InvalidOperationException("broken"));

        reading["agentbus_stage_faults_total{stage=test}"].ShouldBe(1);
    }

    [Fact]
    public void Every_instrument_is_documented()
    {
        using var reading = new MeterReading(cluster.Silo<AdmissionMeter>().Meter);
        var document = File.ReadAllText(Path.Combine(Repository(), "docs", "metrics.md"));

        reading.Names.ShouldNotBeEmpty();
        reading.Names.Where(name => !document.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_asks_the_tenant_for_it_is_remembered_by_its_agent_s_grain()
    {
        var tenant = cluster.Tenant(static settings => settings with { Sequences = new SequenceSettings() });
        var alice = await cluster.AgentAsync(tenant, "alice");

        await alice.SendAsync(alice.Message("one") with { ConversationId = "c-1" });

        (await cluster.ViewAsync(tenant)).Conversations.Count.ShouldBe(1);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "AgentBus.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
