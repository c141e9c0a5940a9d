namespace AgentBus.Protocol.Wire;

/// <summary>The wire types of Protobuf that proto3 uses (protobuf.dev, "Encoding"). Groups (3 and 4) are refused.</summary>
public enum WireType
{
    /// <summary>A base-128 number.</summary>
    Varint = 0,

    /// <summary>Eight bytes, little-endian.</summary>
    Fixed64 = 1,

    /// <summary>A length, then so many bytes.</summary>
    Bytes = 2,

    /// <summary>Four bytes, little-endian.</summary>
    Fixed32 = 5,
}
