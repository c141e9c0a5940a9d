using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>
/// Changes of a tenant by an operator; the same grain as <see cref="ITenantGrain"/>. Each returns when every live silo has taken the
/// new revision, or names those that have not.
/// </summary>
[Alias("agentbus.ITenantAdmin")]
public interface ITenantAdmin : IGrainWithStringKey
{
    /// <summary>Replaces the settings; refused where another change came between (the revision must be the current one).</summary>
    [Operator, Alias("Replace")]
    Task<Result<ChangeApplied>> ReplaceAsync(TenantSettings settings, string operatorId);

    /// <summary>Stops or resumes the tenant's traffic (POL-15).</summary>
    [Operator, Alias("SetStatus")]
    Task<Result<ChangeApplied>> SetStatusAsync(TenantStatus status, string operatorId);

    /// <summary>Disables or enables an agent; disabling ends its sessions (AGT-08).</summary>
    [Operator, Alias("SetAgent")]
    Task<Result<ChangeApplied>> SetAgentAsync(string agent, bool disabled, string operatorId);

    /// <summary>Revokes a credential by the token's jti or the API key's id (SEC-17).</summary>
    [Operator, Alias("RevokeCredential")]
    Task<Result<ChangeApplied>> RevokeCredentialAsync(string credentialId, string operatorId);

    /// <summary>The settings now.</summary>
    [Operator, Alias("Show")]
    Task<Result<TenantSettings>> ShowAsync();

    /// <summary>What the tenant's messages came to.</summary>
    [Operator, Alias("Counts")]
    Task<Result<TenantCounts>> CountsAsync();
}
