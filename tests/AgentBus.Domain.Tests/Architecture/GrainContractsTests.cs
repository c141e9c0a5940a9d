using System.Reflection;
using AgentBus.Contracts;

namespace AgentBus.Domain.Tests.Architecture;

public sealed class GrainContractsTests
{
    private const int MaxMethods = 7;

    internal static Type[] Interfaces { get; } =
        [.. typeof(IAgentGrain).Assembly.GetTypes().Where(static t => t.IsInterface && t.Namespace!.StartsWith("AgentBus.", StringComparison.Ordinal))];

    public static TheoryData<Type> InterfaceData { get; } = [.. Interfaces];

    [Theory]
    [MemberData(nameof(InterfaceData))]
    public void A_method_says_exactly_who_may_call_it(Type contract)
    {
        foreach (var method in contract.GetMethods())
        {
            var marks = new[] { typeof(PublicAttribute), typeof(OperatorAttribute), typeof(BusOnlyAttribute) }.Count(m => method.IsDefined(m));

            marks.ShouldBe(1, $"{contract.Name}.{method.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(InterfaceData))]
    public void An_interface_has_seven_methods_at_most(Type contract) => contract.GetMethods().Length.ShouldBeInRange(1, MaxMethods);

    [Theory]
    [MemberData(nameof(InterfaceData))]
    public void Interfaces_and_their_methods_have_aliases(Type contract)
    {
        WireTypesTests.AliasOf(contract).ShouldNotBeEmpty();
        contract.GetMethods().Select(WireTypesTests.AliasOf).ShouldBeUnique();
        contract.GetMethods().Select(WireTypesTests.AliasOf).ShouldAllBe(static a => a.Length > 0);
    }

    [Theory]
    [MemberData(nameof(InterfaceData))]
    public void What_crosses_a_call_is_made_to_cross_it(Type contract)
    {
        var unmarked = contract.GetMethods()
            .SelectMany(static m => m.GetParameters().Select(static p => p.ParameterType).Append(m.ReturnType))
            .SelectMany(Parts)
            .Where(static t => t.Namespace?.StartsWith("AgentBus.", StringComparison.Ordinal) == true && !t.IsEnum && !t.IsInterface)
            .Where(static t => !t.IsDefined(typeof(Orleans.GenerateSerializerAttribute), inherit: false));

        unmarked.ShouldBeEmpty();
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
}
