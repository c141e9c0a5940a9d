using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Tenants that redact addresses, hold deployments, and keep what was sent.</summary>
internal static class RawContentScene
{
    /// <summary>What inspection takes out.</summary>
    public const string Mail = "jane.planted@mail.test";

    public static readonly RawContentSettings Kept = new();

    public static string Tenant(BusCluster cluster, RawContentSettings? raw, params ReviewRule[] rules) => cluster.Tenant(settings => With(settings, raw, rules));

    public static TenantSettings With(TenantSettings settings, RawContentSettings? raw, params ReviewRule[] rules)
    {
        var held = HeldScene.With(settings, rules);
        return held with
        {
            Inspection = new InspectionPolicy { Mode = InspectionMode.Enforce },
            Deliberation = held.Deliberation! with { RawContent = raw },
        };
    }

    /// <summary>A deployment that is held, with an address in it.</summary>
    public static Task<string> HoldAsync(TestAgent agent) => HeldScene.HoldAsync(agent, HeldScene.Deployment(agent, $"deploy 4.2 for {Mail}"));

    public static Task<Result<RawContent>> LookAsync(BusCluster cluster, Reviewer reviewer, string caseId, string reason = "the address is cut") =>
        cluster.Outside.GetGrain<ICaseRecords>(new CaseKey(reviewer.Tenant, caseId).GrainKey).LookAsync(reviewer.Caller, reason);

    /// <summary>What the store has of it.</summary>
    public static Task<SealedContent?> StoredAsync(BusCluster cluster, string tenant, string caseId) =>
        cluster.Silo<IRawContentStore>().ReadAsync(tenant, caseId, TestContext.Current.CancellationToken);

    public static async Task ChangeAsync(BusCluster cluster, string tenant, Func<TenantSettings, TenantSettings> change)
    {
        var now = (await cluster.Operate(tenant).ShowAsync()).Value.ShouldNotBeNull();
        (await cluster.Operate(tenant).ReplaceAsync(change(now), "root")).Refusal.ShouldBeNull();
    }
}
