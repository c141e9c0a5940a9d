using AgentBus.Protocol.V1;
using Google.Protobuf.Reflection;

namespace AgentBus.Gateway.Tests.WireFormat;

/// <summary>
/// Compares the protocol with its last release, proto/agentbus.v1.desc (ENV-05, ENV-06): fields and values may be added, never changed or
/// removed. docs/protocol.md, "Versions", says how a release renews the file.
/// </summary>
public sealed class WireCompatibilityTests
{
    private static readonly FileDescriptorSet Released =
        FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(Repository.Root, "proto", "agentbus.v1.desc")));

    private static readonly FileDescriptorSet Now = new()
    {
        File = { EnvelopeReflection.Descriptor.ToProto(), FramesReflection.Descriptor.ToProto() },
    };

    [Fact]
    public void No_field_of_the_release_is_gone_or_another_one()
    {
        var now = Fields(Now);

        foreach (var (field, shape) in Fields(Released))
        {
            now.GetValueOrDefault(field).ShouldBe(shape, field);
        }
    }

    [Fact]
    public void No_value_of_an_enumeration_is_gone_or_another_one()
    {
        var now = Values(Now);

        foreach (var (value, number) in Values(Released))
        {
            now.ShouldContainKeyAndValue(value, number);
        }
    }

    [Fact]
    public void The_release_is_not_empty() => Fields(Released).Count.ShouldBeGreaterThan(100);

    private static Dictionary<string, string> Fields(FileDescriptorSet files) =>
        files.File.SelectMany(file => file.MessageType.SelectMany(message => Fields($"{file.Package}.{message.Name}", message)))
            .ToDictionary(static field => field.Key, static field => field.Value);

    private static IEnumerable<KeyValuePair<string, string>> Fields(string name, DescriptorProto message) =>
        message.Field.Select(field => KeyValuePair.Create($"{name}.{field.Name}", $"{field.Number} {field.Label} {field.Type} {field.TypeName} {field.Proto3Optional} {field.HasOneofIndex}"))
            .Concat(message.NestedType.SelectMany(nested => Fields($"{name}.{nested.Name}", nested)));

    private static Dictionary<string, int> Values(FileDescriptorSet files) =>
        files.File.SelectMany(static file => file.EnumType)
            .SelectMany(static type => type.Value.Select(value => KeyValuePair.Create($"{type.Name}.{value.Name}", value.Number)))
            .ToDictionary();
}
