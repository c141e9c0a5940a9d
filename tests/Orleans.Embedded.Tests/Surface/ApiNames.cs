using System.Reflection;
using System.Text.RegularExpressions;

namespace Orleans.Embedded.Tests.Surface;

/// <summary>Brings type names of the list and of reflection to one form: simple names, without namespaces.</summary>
internal static partial class ApiNames
{
    public static string Simple(string text) => Qualified().Replace(text, "${name}");

    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return $"{Of(type.GetElementType()!)}&";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        return type.IsGenericType && !type.IsGenericParameter
            ? $"{type.Name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(Of))}>"
            : type.Name;
    }

    /// <summary>Name of a declared type as the list writes it, with namespace.</summary>
    public static string Declared(Type type)
    {
        var name = type.Name.Split('`')[0] + (type.IsGenericTypeDefinition ? $"<{string.Join(',', type.GetGenericArguments().Select(Of))}>" : "");
        return type.DeclaringType is { } outer ? $"{Declared(outer)}.{name}" : $"{type.Namespace}.{name}";
    }

    public static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsInterface ? "interface"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsSealed ? "sealed class"
        : type.IsAbstract ? "abstract class"
        : "class";

    public static bool IsVisible(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    [GeneratedRegex(@"([A-Za-z_][A-Za-z0-9_]*\.)+(?<name>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Qualified();
}
