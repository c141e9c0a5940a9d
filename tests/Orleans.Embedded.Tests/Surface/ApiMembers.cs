using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Embedded.Tests.Surface;

/// <summary>Writes the visible members of a type as the list writes them.</summary>
internal static class ApiMembers
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>One entry a member, with the forms under which the list may have it.</summary>
    public static IEnumerable<string[]> Of(Type type) => type.IsEnum
        ? []
        : [
            .. type.GetConstructors(Declared).Where(ApiNames.IsVisible).Select(constructor => new[] { $".ctor({Parameters(constructor)})" }),
            .. type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(field => new[] { Field(field) }),
            .. type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(ApiNames.IsVisible)).Select(Property),
            .. type.GetMethods(Declared).Where(IsOwn).Select(method => new[] { Method(method) }),
        ];

    public static IEnumerable<string> Values(Type type) => Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");

    private static bool IsOwn(MethodInfo method) =>
        ApiNames.IsVisible(method)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && method.GetBaseDefinition().DeclaringType != typeof(object)
        && method.GetBaseDefinition().DeclaringType != typeof(ValueType);

    private static string Field(FieldInfo field) =>
        (field.IsStatic ? "static " : "") + (field.IsLiteral ? "const " : "") + $"{ApiNames.Of(field.FieldType)} {field.Name}"
        + (field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "");

    /// <summary>A property may leave out an accessor of the original.</summary>
    private static string[] Property(PropertyInfo property)
    {
        var isStatic = property.GetAccessors(true).Any(accessor => accessor.IsStatic) ? "static " : "";
        var head = $"{isStatic}{ApiNames.Of(property.PropertyType)} {property.Name}";
        return (ApiNames.IsVisible(property.GetMethod), ApiNames.IsVisible(property.SetMethod)) switch
        {
            (true, false) => [$"{head} {{ get; }}", $"{head} {{ get; set; }}"],
            (false, true) => [$"{head} {{ set; }}", $"{head} {{ get; set; }}"],
            _ => [$"{head} {{ get; set; }}"],
        };
    }

    private static string Method(MethodInfo method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + ApiNames.Of(method.ReturnType) + " " + method.Name
        + (method.IsGenericMethod ? $"<{string.Join(',', method.GetGenericArguments().Select(ApiNames.Of))}>" : "")
        + $"({(method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")}{Parameters(method)})";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{ApiNames.Of(parameter.ParameterType)} {parameter.Name}" + (parameter.IsOptional ? $" = {Default(parameter)}" : "")));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => "null",
        string text => text,
        Enum value => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
