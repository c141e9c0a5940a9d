using System.Collections;

namespace AgentBus.Silo.Options;

/// <summary>Tells the classes of options from the values in them.</summary>
internal static class OptionTypes
{
    /// <summary>It is a class of options.</summary>
    public static bool IsOptions(Type type) =>
        type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Namespace!.StartsWith("AgentBus.", StringComparison.Ordinal);

    /// <summary>The options in a property: itself, or those that it lists by id; null: it is a value.</summary>
    public static Type? Nested(Type type) =>
        IsOptions(type) ? type
        : ListsById(type) && IsOptions(type.GetGenericArguments()[1]) ? type.GetGenericArguments()[1]
        : null;

    /// <summary>It lists something by id.</summary>
    public static bool ListsById(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>);

    /// <summary>The type of a list's items, or of what is listed by id; null: it is no list.</summary>
    public static Type? Item(Type type) =>
        type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1]
        : null;

    /// <summary>The type without its nullability.</summary>
    public static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
