using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Who is asked as well when a case waits too long (DEL-06).</summary>
/// <param name="After">After the case was opened, or opened again; more than 0.</param>
/// <param name="Roles">Roles that may vote from then on, beside those before.</param>
[GenerateSerializer, Immutable, Alias("agentbus.EscalationLevel")]
public sealed record EscalationLevel([property: Id(0)] TimeSpan After, [property: Id(1)] ImmutableArray<string> Roles);
