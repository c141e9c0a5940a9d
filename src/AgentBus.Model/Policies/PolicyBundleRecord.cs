using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A bundle that a tenant keeps.</summary>
/// <param name="Revision">The SHA-256 of its files in lower-case hex.</param>
/// <param name="Label">The revision that its manifest names; empty: none.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PushedAt">When it came.</param>
/// <param name="PushedBy">The operator who brought it.</param>
/// <param name="TestsPassed">Tests that passed.</param>
/// <param name="TestsFailed">Names of tests that did not, at most 50.</param>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyBundleRecord")]
public sealed record PolicyBundleRecord(
    [property: Id(0)] string Revision,
    [property: Id(1)] string Label,
    [property: Id(2)] PolicyBundleState State,
    [property: Id(3)] DateTimeOffset PushedAt,
    [property: Id(4)] string PushedBy,
    [property: Id(5)] int TestsPassed,
    [property: Id(6)] ImmutableArray<string> TestsFailed);
