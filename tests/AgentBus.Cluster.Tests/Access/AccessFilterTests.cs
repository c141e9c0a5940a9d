using System.Reflection;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Cluster.Tests.Access;

public sealed class AccessFilterTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    public static TheoryData<string> Closed => [.. Methods(method => !method.IsDefined(typeof(PublicAttribute))).Select(Name)];

    public static TheoryData<string> ClosedToTheSilo =>
    [
        .. Methods(method => method.GetCustomAttribute<BusOnlyAttribute>() is { Silo: false }).Select(Name),
    ];

    [Fact]
    public void Every_method_of_the_contracts_says_who_may_call_it() =>
        Methods(method => !method.IsDefined(typeof(PublicAttribute)) && !method.IsDefined(typeof(OperatorAttribute)) && !method.IsDefined(typeof(BusOnlyAttribute)))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task A_client_from_outside_may_call_only_what_is_public(string method) => await IsRefusedAsync(cluster.Outside, method);

    [Theory]
    [MemberData(nameof(ClosedToTheSilo))]
    public async Task The_silo_itself_may_not_call_what_belongs_to_the_bus(string method) => await IsRefusedAsync(cluster.Hosted, method);

    private async Task IsRefusedAsync(IGrainFactory caller, string name)
    {
        var method = Methods(_ => true).Single(method => Name(method) == name);
        var tenant = cluster.Tenant();
        var key = method.DeclaringType!.Name switch
        {
            nameof(IRoomGrain) or nameof(IRoomHistory) or nameof(IQueueGrain) or nameof(IQueueLeases) => $"{tenant}/ops:general",
            nameof(IRoomDirectory) => $"{tenant}/ops",
            nameof(ITenantGrain) or nameof(ITenantAdmin) or nameof(ITenantKillSwitch) or nameof(ITenantPolicies) or nameof(ITenantReviewers) => $"{tenant}/settings",
            nameof(IDeadLetters) => $"{tenant}/dead-letters",
            _ => $"{tenant}/alice",
        };
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null).ToArray();
        var call = async () => await (Task)method.Invoke(caller.GetGrain(method.DeclaringType, key), arguments)!;

        (await call.ShouldThrowAsync<PermissionDeniedError>()).Code.ShouldBe(Code.PermissionDenied);
    }

    // A one-way call never answers; its rule is held to by CallRuleTests.
    private static IEnumerable<MethodInfo> Methods(Func<MethodInfo, bool> which) =>
        typeof(IAgentGrain).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrainWithStringKey)))
            .SelectMany(type => type.GetMethods())
            .Where(method => !method.IsDefined(typeof(OneWayAttribute)) && which(method));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
