namespace Orleans.Embedded.Tests.Surface;

public sealed class SurfaceTests
{
    // The list holds no member of the assembly Orleans.Serialization, only what other assemblies say of it.
    private static readonly string[] NotListed = ["Orleans.Serialization.Invocation.IInvokable"];

    [Fact]
    public void Whatever_is_public_stands_in_the_list_of_the_Orleans_API()
    {
        var path = ApiList.Path();
        Assert.SkipWhen(path is null, "orleans-public-api.txt is not at hand: set AGENTBUS_ORLEANS_API, or keep it in ../shared beside the checkout.");
        var list = new ApiList(File.ReadLines(path));

        var foreign = Types().Where(type => !NotListed.Contains(ApiNames.Declared(type))).SelectMany(type => Foreign(type, list)).ToArray();

        foreign.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_public_lies_outside_the_namespaces_of_the_Orleans_API() =>
        Types().Where(type => !IsOrleans(type.Namespace!)).ShouldBeEmpty();

    [Fact]
    public void The_comparison_finds_what_is_not_in_the_list()
    {
        var list = new ApiList(["sealed class Orleans.Embedded.Tests.Surface.SurfaceTests.Sample", "  String Kept(Int32 number = 1)"]);

        Foreign(typeof(Sample), list).ShouldBe([
            "Orleans.Embedded.Tests.Surface.SurfaceTests.Sample: .ctor()",
            "Orleans.Embedded.Tests.Surface.SurfaceTests.Sample: Int32 Added { get; }",
        ]);
        Foreign(typeof(SurfaceTests), list).ShouldBe(["Orleans.Embedded.Tests.Surface.SurfaceTests"]);
    }

    private static Type[] Types() => typeof(Activation).Assembly.GetExportedTypes();

    private static bool IsOrleans(string name) =>
        name == "Orleans" || name.StartsWith("Orleans.", StringComparison.Ordinal) || name == "Microsoft.Extensions.Hosting";

    private static IEnumerable<string> Foreign(Type type, ApiList list)
    {
        var name = ApiNames.Declared(type);
        if (list.Find(name) is not { } listed)
        {
            return [name];
        }

        var bases = listed.Bases.Split(new[] { ", " }, StringSplitOptions.None);
        return [
            .. ApiNames.Kind(type) == listed.Kind ? Array.Empty<string>() : [$"{name} is {ApiNames.Kind(type)}, not {listed.Kind}"],
            .. Bases(type).Where(ours => !bases.Contains(ours)).Select(ours => $"{name} : {ours}"),
            .. ApiMembers.Values(type.IsEnum ? type : typeof(Empty)).Where(value => !listed.Members.Any(line => line.Split(", ").Contains(value)))
                .Select(value => $"{name}: {value}"),
            .. IsPlain(type) ? ApiMembers.Of(type).Where(forms => !forms.Any(listed.Members.Contains)).Select(forms => $"{name}: {forms[0]}") : [],
        ];
    }

    /// <summary>Of a delegate, the compiler writes the members.</summary>
    private static bool IsPlain(Type type) => !typeof(Delegate).IsAssignableFrom(type);

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum || !IsPlain(type))
        {
            return [];
        }

        var interfaces = type.GetInterfaces().Select(ApiNames.Of);
        return type.IsClass && type.BaseType is { } baseType && baseType != typeof(object) ? interfaces.Prepend(ApiNames.Of(baseType)) : interfaces;
    }

    private enum Empty;

    public sealed class Sample
    {
        public int Added => 1;

        public string Kept(int number = 1) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
