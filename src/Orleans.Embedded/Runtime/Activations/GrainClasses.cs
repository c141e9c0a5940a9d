using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The grain classes of the application.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];

    public GrainClasses(IEnumerable<Type> types, GrainCollectionOptions collection)
    {
        foreach (var type in types)
        {
            var grainClass = new GrainClass(type, collection);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException(
                    $"{type} and {_byType[grainClass.GrainType].Type} are both grain type \"{grainClass.GrainType}\": name one with [GrainType].");
            }
        }
    }

    /// <exception cref="ArgumentException">There is no grain class of this type.</exception>
    public GrainClass Of(GrainType type) => _byType.TryGetValue(type, out var grainClass)
        ? grainClass
        : throw new ArgumentException($"There is no grain class for the grain type \"{type}\".");

    /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
    public GrainClass Implementing(Type interfaceType, string? classNamePrefix)
    {
        var found = _byType.Values
            .Where(candidate => interfaceType.IsAssignableFrom(candidate.Type))
            .Where(candidate => classNamePrefix is null || candidate.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))
            .ToArray();
        return found switch
        {
            [var single] => single,
            [] => throw new ArgumentException($"Could not find an implementation of the grain interface {interfaceType}."),
            _ => throw new ArgumentException(
                $"The grain interface {interfaceType} is ambiguous, it is implemented by {string.Join(", ", found.Select(candidate => candidate.Type))}."),
        };
    }
}
