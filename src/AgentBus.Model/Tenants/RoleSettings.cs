using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A role and the subjects that it may use (POL-02).</summary>
/// <param name="Name">The role.</param>
/// <param name="Subjects">Patterns: <c>*</c> is one part, a trailing <c>*</c> the rest (T-34).</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoleSettings")]
public sealed record RoleSettings([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<string> Subjects);
