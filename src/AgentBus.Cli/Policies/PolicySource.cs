using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>What one path of the command line holds. Modules are named by the path as the user wrote it, so that an editor finds them.</summary>
internal sealed record PolicySource(PolicyBundle? Bundle, IReadOnlyList<PolicyModule> Modules, RegoValue Data)
{
    private static readonly RegoValue NoData = RegoValue.ObjectOf([]);

    /// <exception cref="RegoError">A bundle that is none.</exception>
    public static PolicySource Read(FileSystemInfo path)
    {
        var name = path.ToString();
        return path switch
        {
            { Attributes: var attributes } when attributes.HasFlag(FileAttributes.Directory) => OfFolder(name),
            _ when name.EndsWith(".rego", StringComparison.Ordinal) => new PolicySource(null, [Module(name)], NoData),
            _ when name.EndsWith(".tar.gz", StringComparison.Ordinal) || name.EndsWith(".tgz", StringComparison.Ordinal) => OfArchive(name),
            _ => new PolicySource(null, [], Document.OfFile(name)),
        };
    }

    private static PolicySource OfFolder(string folder)
    {
        try
        {
            return OfBundle(folder, PolicyBundle.FromFolder(folder));
        }
        catch (RegoError error) when (error.Code == RegoErrorCode.Parse)
        {
            // The bundle stops at its first error; its modules one by one show them all.
            var files = Directory.EnumerateFiles(folder, "*.rego", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
            return new PolicySource(null, [.. files.Select(Module)], NoData);
        }
        catch (RegoError error) when (error.Location is null)
        {
            throw new RegoError(error.Code, $"{folder}: {error.Reason}", inner: error);
        }
    }

    private static PolicySource OfArchive(string file)
    {
        using var archive = File.OpenRead(file);
        return OfBundle(file, PolicyBundle.FromArchive(archive));
    }

    private static PolicySource OfBundle(string path, PolicyBundle bundle) =>
        new(bundle, [.. bundle.Modules.Select(m => m with { Name = Path.Join(path, m.Name) })], bundle.Data);

    private static PolicyModule Module(string file) => new(file, File.ReadAllText(file));
}
