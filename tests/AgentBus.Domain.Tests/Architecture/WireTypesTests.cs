using System.Reflection;
using System.Runtime.CompilerServices;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Domain.Tests.Architecture;

/// <summary>Holds every type that crosses a grain call to the serialisation rules of both runtimes.</summary>
public sealed class WireTypesTests
{
    private static readonly Type[] Marked =
    [
        .. new[] { typeof(Envelope).Assembly, typeof(PublicAttribute).Assembly }
            .SelectMany(static a => a.GetTypes())
            .Where(static t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)),
    ];

    public static TheoryData<Type> MarkedTypes { get; } = [.. Marked];

    [Theory]
    [MemberData(nameof(MarkedTypes))]
    public void A_type_on_the_wire_is_immutable_and_has_an_alias(Type type)
    {
        type.IsDefined(typeof(ImmutableAttribute), inherit: false).ShouldBeTrue();
        AliasOf(type).ShouldStartWith("agentbus.");
    }

    [Theory]
    [MemberData(nameof(MarkedTypes))]
    public void Every_stored_member_has_an_id_of_its_own(Type type)
    {
        var ids = StoredProperties(type).Select(static p => (p.Name, Id: p.GetCustomAttribute<IdAttribute>(inherit: false)?.Id)).ToArray();

        ids.ShouldAllBe(static p => p.Id != null);
        ids.Select(static p => p.Id).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(MarkedTypes))]
    public void No_member_can_be_set_after_the_making(Type type) =>
        StoredProperties(type)
            .Where(static p => p.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(static p => p.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Aliases_are_unique() =>
        Marked.Select(AliasOf).Concat(GrainContractsTests.Interfaces.Select(AliasOf)).ShouldBeUnique();

    [Fact]
    public void Records_and_exceptions_of_the_model_are_all_marked() =>
        typeof(Envelope).Assembly.GetExportedTypes()
            .Where(static t => !t.IsEnum && !t.IsInterface && !(t.IsAbstract && t.IsSealed) && !t.IsAssignableTo(typeof(Attribute)))
            .Where(static t => t.Namespace!.StartsWith("AgentBus.", StringComparison.Ordinal))
            .Where(static t => !t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            .ShouldBeEmpty();

    internal static string AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "";

    private static IEnumerable<PropertyInfo> StoredProperties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(p => type.GetField($"<{p.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null);
}
