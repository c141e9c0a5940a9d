namespace System.Runtime.CompilerServices;

/// <summary>Known to the runtime by name: lets generated references use internal grain interfaces of the named assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
