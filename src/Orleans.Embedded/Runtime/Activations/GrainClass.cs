using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What the runtime knows of a grain class.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo> _implementations = new();

    public GrainClass(Type type, GrainCollectionOptions collection)
    {
        Type = type;
        GrainType = NameOf(type);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        CollectionAge = type.IsDefined(typeof(KeepAliveAttribute)) ? TimeSpan.MaxValue
            : collection.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var age) ? age
            : collection.CollectionAge;
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool Reentrant { get; }

    public TimeSpan CollectionAge { get; }

    /// <summary>The interface of a reference to "this grain" where no interface is named.</summary>
    public Type MainInterface => Type.GetInterfaces().FirstOrDefault(type => typeof(IGrain).IsAssignableFrom(type) && type.GetMethods().Length > 0)
        ?? throw new InvalidOperationException($"The grain class {Type} implements no grain interface.");

    public MethodInfo ImplementationOf(MethodInfo interfaceMethod) => _implementations.GetOrAdd(interfaceMethod, Find, Type);

    private static MethodInfo Find(MethodInfo interfaceMethod, Type type)
    {
        var map = type.GetInterfaceMap(interfaceMethod.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, interfaceMethod)];
    }

    private static GrainType NameOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } named)
        {
            return named.GetGrainType(null!, type);
        }

        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name);
    }
}
