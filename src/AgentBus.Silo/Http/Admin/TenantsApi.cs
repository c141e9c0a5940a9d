using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>The switches of tenants for operators of the silo (POL-15, AGT-08, SEC-17): each answers when every live silo has taken the change, or names those that have not.</summary>
internal sealed class TenantsApi(IClusterClient cluster) : IApiGroup
{
    private const string Lockdown = "/admin/lockdown/{tenant}";
    private const string Disable = "/admin/agents/{tenant}/{agent}/disable";
    private const string Enable = "/admin/agents/{tenant}/{agent}/enable";
    private const string Revoke = "/admin/credentials/{tenant}/revoke";
    private const int MaxCredentialId = 256;
    private const string Nothing = """{"constitutional_hash":"cdd01ef066bc6cf2"}""";

    private static readonly ApiParameter Tenant = ApiParameter.Path("tenant", "The tenant.");
    private static readonly ApiParameter Agent = ApiParameter.Path("agent", "The agent.");

    /// <inheritdoc/>
    public string Name => "Operators: tenants";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("POST", Lockdown, call => SetStatusAsync(call, TenantStatus.LockedDown), "Stops the tenant's traffic, but for the message types that its settings except.")
        {
            Parameters = [Tenant], Body = typeof(NothingData), Data = typeof(ChangeData), Problems = [404],
            Examples = [new("Stop", "/admin/lockdown/default-tenant", 200, Nothing), new("None of this name", "/admin/lockdown/nobody", 404, Nothing)],
        },
        new("DELETE", Lockdown, call => SetStatusAsync(call, TenantStatus.Active), "Lets the tenant's traffic flow again.")
        {
            Parameters = [Tenant], Data = typeof(ChangeData), Problems = [404],
            Examples = [new("Go on", "/admin/lockdown/default-tenant", 200)],
        },
        new("POST", Disable, call => SetAgentAsync(call, disabled: true), "Disables an agent: its sessions end at once, and it opens none.")
        {
            Parameters = [Tenant, Agent], Body = typeof(NothingData), Data = typeof(ChangeData), Problems = [404],
            Examples = [new("Disable", "/admin/agents/default-tenant/mallory/disable", 200, Nothing)],
        },
        new("POST", Enable, call => SetAgentAsync(call, disabled: false), "Enables an agent that was disabled.")
        {
            Parameters = [Tenant, Agent], Body = typeof(NothingData), Data = typeof(ChangeData), Problems = [404],
            Examples = [new("Enable", "/admin/agents/default-tenant/mallory/enable", 200, Nothing)],
        },
        new("POST", Revoke, RevokeAsync, "Revokes a credential for good: its sessions end at once, and it opens none.")
        {
            Parameters = [Tenant, ApiParameter.Query("id", "The token's jti, the API key's or nkey's id, or the client certificate's thumbprint.")],
            Body = typeof(NothingData), Data = typeof(ChangeData), Problems = [404],
            Examples = [new("A token", "/admin/credentials/default-tenant/revoke?id=7d4b2c1a-0f3e-4a57-9b1d-2f60c1d3a001", 200, Nothing), new("No id", "/admin/credentials/default-tenant/revoke", 400, Nothing)],
        },
    ];

    private Task<ApiAnswer> SetStatusAsync(ApiCall call, TenantStatus status) => ChangeAsync(call, admin => admin.SetStatusAsync(status, Operator(call)));

    private async Task<ApiAnswer> SetAgentAsync(ApiCall call, bool disabled) =>
        AgentKey.TryCreate(call.Route("tenant"), call.Route("agent"), out var agent)
            ? await ChangeAsync(call, admin => admin.SetAgentAsync(agent.Agent, disabled, Operator(call)))
            : Refusal.NotFound;

    private Task<ApiAnswer> RevokeAsync(ApiCall call) => call.Query("id") is { Length: <= MaxCredentialId } id
        ? ChangeAsync(call, admin => admin.RevokeCredentialAsync(id, Operator(call)))
        : Task.FromResult(ApiAnswer.Invalid($"The parameter id must name the credential, in at most {MaxCredentialId} characters."));

    private async Task<ApiAnswer> ChangeAsync(ApiCall call, Func<ITenantAdmin, Task<Result<ChangeApplied>>> change)
    {
        if (!TenantKey.TryCreate(call.Route("tenant"), out var tenant))
        {
            return Refusal.NotFound;
        }

        return Answer(call, await change(cluster.GetGrain<ITenantAdmin>(tenant.GrainKey)));
    }

    /// <summary>What a change came to; a silo that has not taken it yet is warned of.</summary>
    public static ApiAnswer Answer(ApiCall call, Result<ChangeApplied> changed)
    {
        if (!changed.IsOk)
        {
            return changed.Refusal;
        }

        Warn(call, changed.Value);
        return ApiAnswer.Of(new ChangeData(changed.Value.Revision, changed.Value.Unconfirmed));
    }

    /// <summary>Warns of silos that have not taken a change yet.</summary>
    public static void Warn(ApiCall call, ChangeApplied applied)
    {
        if (!applied.Unconfirmed.IsEmpty)
        {
            call.Warn(new ApiWarning("unconfirmed", "Not every silo has taken the change yet; those that have not are named."));
        }
    }

    /// <summary>The operator, as evidence names it.</summary>
    public static string Operator(ApiCall call) => call.Principal.Agent.GrainKey;
}

/// <summary>A change of a tenant.</summary>
/// <param name="Revision">The revision that holds it.</param>
/// <param name="Unconfirmed">Live silos that did not answer in time; none: all have it.</param>
internal sealed record ChangeData(long Revision, ImmutableArray<string> Unconfirmed);
