namespace Orleans.Runtime;

/// <summary>Address of a silo. There is one silo, and nothing to connect to: all have the address <see cref="Zero"/>.</summary>
[GenerateSerializer, Immutable]
public sealed class SiloAddress : IEquatable<SiloAddress>
{
    private SiloAddress()
    {
    }

    public static SiloAddress Zero { get; } = new();

    public bool Equals(SiloAddress? other) => other is not null;

    public override bool Equals(object? obj) => obj is SiloAddress;

    public override int GetHashCode() => 0;

    public override string ToString() => "S0.0.0.0:0:0";
}
