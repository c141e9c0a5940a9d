using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>
/// The kill switch for operators of the silo (AGT-08, POL-15, SEC-17). Where a step is not confirmed the status is that of a gateway whose others did not
/// answer, and the data say which.
/// </summary>
internal sealed class KillSwitchApi(IClusterClient cluster) : IApiGroup
{
    private const string KillAgent = "/admin/agents/{tenant}/{agent}/kill";
    private const string KillTenant = "/admin/tenants/{tenant}/kill";
    private const string EnableTenant = "/admin/tenants/{tenant}/enable";
    private const string Because = """{"reason":"it publishes what it must not","constitutional_hash":"cdd01ef066bc6cf2"}""";
    private const string Nothing = """{"constitutional_hash":"cdd01ef066bc6cf2"}""";

    private static readonly ApiParameter Tenant = ApiParameter.Path("tenant", "The tenant.");
    private static readonly ApiParameter Agent = ApiParameter.Path("agent", "The agent.");

    /// <inheritdoc/>
    public string Name => "Operators: kill switch";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("POST", KillAgent, call => AgentKey.TryCreate(call.Route("tenant"), call.Route("agent"), out var agent) ? KillAsync(call, agent.Agent) : NotFound(), "Stops an agent on every silo at once: its sockets and sessions end, its inbox is parked, what work queues had handed to it goes back, its open cases are cancelled. Then it is tried whether it can send. Each step is told with its acknowledgement; 504 where one is missing. POST …/enable takes it back.")
        {
            Parameters = [Tenant, Agent], Body = typeof(KillRequestData), Data = typeof(KillData), Statuses = [StatusCodes.Status200OK, StatusCodes.Status504GatewayTimeout], Problems = [404],
            Examples = [new("Stop an agent", "/admin/agents/default-tenant/mallory/kill", 200, Because), new("Without a reason", "/admin/agents/default-tenant/mallory/kill", 400, Nothing)],
        },
        new("POST", KillTenant, call => KillAsync(call, ""), "Stops all agents of a tenant in the same way; none opens a session until the tenant is enabled.")
        {
            Parameters = [Tenant], Body = typeof(KillRequestData), Data = typeof(KillData), Statuses = [StatusCodes.Status200OK, StatusCodes.Status504GatewayTimeout], Problems = [404],
            Examples = [new("Stop a tenant", "/admin/tenants/default-tenant/kill", 200, Because), new("None of this name", "/admin/tenants/nobody/kill", 404, Because)],
        },
        new("POST", EnableTenant, EnableAsync, "Lets a tenant that was stopped go on. A lockdown, and agents that are disabled, stay as they are.")
        {
            Parameters = [Tenant], Body = typeof(NothingData), Data = typeof(ChangeData), Problems = [404],
            Examples = [new("Go on", "/admin/tenants/default-tenant/enable", 200, Nothing)],
        },
    ];

    private async Task<ApiAnswer> KillAsync(ApiCall call, string agent)
    {
        var reason = StatedReason.Read(call);
        if (!reason.IsOk)
        {
            return reason.Refusal;
        }

        var killed = Switch(call) is { } kills ? await kills.KillAsync(agent, TenantsApi.Operator(call), reason.Value) : Refusal.NotFound;
        return killed.IsOk
            ? new ApiAnswer { Data = KillData.Of(killed.Value), Status = killed.Value.IsConfirmed ? StatusCodes.Status200OK : StatusCodes.Status504GatewayTimeout }
            : killed.Refusal;
    }

    private async Task<ApiAnswer> EnableAsync(ApiCall call) =>
        Switch(call) is { } kills ? TenantsApi.Answer(call, await kills.EnableAsync(TenantsApi.Operator(call))) : Refusal.NotFound;

    private ITenantKillSwitch? Switch(ApiCall call) =>
        TenantKey.TryCreate(call.Route("tenant"), out var tenant) ? cluster.GetGrain<ITenantKillSwitch>(tenant.GrainKey) : null;

    private static Task<ApiAnswer> NotFound() => Task.FromResult<ApiAnswer>(Refusal.NotFound);
}

/// <summary>Why somebody is stopped.</summary>
/// <param name="Reason">For the evidence: 1 to 1,024 characters.</param>
internal sealed record KillRequestData(string Reason);

/// <summary>What came of stopping an agent or a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Agent">The agent; null: the whole tenant.</param>
/// <param name="Confirmed">Every step is known to be done, and a message was tried to be sent and refused.</param>
/// <param name="Revision">The revision of the tenant's settings that it is stopped by.</param>
/// <param name="Unconfirmed">What is not known to be done, one sentence each.</param>
/// <param name="Steps">Each step with its acknowledgement.</param>
internal sealed record KillData(string Tenant, string? Agent, bool Confirmed, long Revision, ImmutableArray<string> Unconfirmed, ImmutableArray<KillStepData> Steps)
{
    public static KillData Of(KillReport report) => new(
        report.Target.Tenant,
        report.Target.IsTenant ? null : report.Target.Agent,
        report.IsConfirmed,
        report.Revision,
        [.. report.Unconfirmed.Select(static step => $"{step.Action.ToString().ToLowerInvariant()} at {step.Where}: {step.Says}")],
        [.. report.Steps.Select(static step => new KillStepData(step.Action, step.Where, step.Confirmed, step.Count, step.Says.Length > 0 ? step.Says : null))]);
}

/// <summary>A step of stopping somebody.</summary>
/// <param name="Action">switch, sessions, sockets, inbox, leases, cases, probe or evidence.</param>
/// <param name="Where">By whom or at what: a silo, an agent, a queue.</param>
/// <param name="Confirmed">It is known to be done; else it may or may not be.</param>
/// <param name="Count">How many it was done with: sessions and sockets that ended, messages that are parked or were taken back, cases, sends that were tried, rows of evidence.</param>
/// <param name="Says">More of it, in words; null: nothing.</param>
internal sealed record KillStepData(KillAction Action, string Where, bool Confirmed, int Count, string? Says);
