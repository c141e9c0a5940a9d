using Google.Protobuf.Reflection;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Json;

/// <summary>Fields of frames that hold a serialised envelope; in JSON they are objects.</summary>
internal static class EnvelopeFields
{
    /// <summary>It is one of them.</summary>
    public static bool Has(FieldDescriptor field) =>
        field.FieldType == FieldType.Bytes
        && ((field.FieldNumber == Wire.Delivery.EnvelopeFieldNumber && field.ContainingType == Wire.Delivery.Descriptor)
            || (field.FieldNumber == Wire.Publish.EnvelopesFieldNumber && field.ContainingType == Wire.Publish.Descriptor));
}
