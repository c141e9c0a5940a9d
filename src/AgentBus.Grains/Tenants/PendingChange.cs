using AgentBus.Model;

namespace AgentBus.Grains.Tenants;

/// <summary>A change of a tenant on its way.</summary>
/// <param name="Settings">The settings after it, with their revision.</param>
/// <param name="OperatorId">Who made it.</param>
/// <param name="At">When.</param>
internal sealed record PendingChange(TenantSettings Settings, string OperatorId, DateTimeOffset At);
