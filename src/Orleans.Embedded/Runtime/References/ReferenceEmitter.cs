using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Generates the reference class of a grain interface: each method puts its arguments into a <see cref="GrainRequest"/> of its own
/// class and sends it. No reflection is left on the call path.
/// </summary>
internal sealed class ReferenceEmitter
{
    private static readonly Type[] ConstructorTypes = [typeof(GrainFactory), typeof(GrainId), typeof(Mailbox)];
    private static readonly ConstructorInfo BaseConstructor =
        typeof(GrainReference).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, ConstructorTypes)!;

    private static readonly MethodInfo SendMethod =
        typeof(GrainReference).GetMethod(nameof(GrainReference.Send), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _accessible = new(StringComparer.Ordinal);
    private readonly AssemblyBuilder _assembly =
        AssemblyBuilder.DefineDynamicAssembly(new("Orleans.Embedded.References"), AssemblyBuilderAccess.Run);

    private readonly ModuleBuilder _module;
    private int _count;

    public ReferenceEmitter()
    {
        _module = _assembly.DefineDynamicModule("References");
        Allow(typeof(GrainReference).Assembly);
    }

    /// <exception cref="NotSupportedException">The interface has a member that cannot be called through a reference.</exception>
    public Func<GrainFactory, GrainId, Mailbox?, GrainReference> Emit(Type interfaceType)
    {
        lock (_lock)
        {
            var methods = Methods(interfaceType).ToArray();
            Allow(interfaceType.Assembly);
            foreach (var assembly in methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType.Assembly))
            {
                Allow(assembly);
            }

            var name = $"{interfaceType.Name}_{_count++}";
            var type = _module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [interfaceType]);
            var descriptions = methods.Select((method, index) => Emit(type, method, $"{name}_{method.Name}_{index}", index)).ToArray();
            EmitCreation(type);
            var created = type.CreateType();
            for (var index = 0; index < methods.Length; index++)
            {
                created.GetField(descriptions[index].Name)!.SetValue(null, new GrainMethod(methods[index]));
            }

            return created.GetMethod("Create")!.CreateDelegate<Func<GrainFactory, GrainId, Mailbox?, GrainReference>>();
        }
    }

    private static IEnumerable<MethodInfo> Methods(Type interfaceType)
    {
        foreach (var method in interfaceType.GetInterfaces().Prepend(interfaceType).SelectMany(type => type.GetMethods()))
        {
            if (method.IsStatic || !method.IsAbstract)
            {
                continue;
            }

            if (method.IsGenericMethod || method.IsSpecialName || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
            {
                throw new NotSupportedException($"{method.DeclaringType}.{method.Name}: a grain interface has plain methods only, without ref parameters.");
            }

            if (Response.Of(method) is null)
            {
                throw new NotSupportedException(
                    $"{method.DeclaringType}.{method.Name} returns {method.ReturnType}; it can return Task, ValueTask, both with a result, or void.");
            }

            yield return method;
        }
    }

    private static FieldBuilder Emit(TypeBuilder type, MethodInfo method, string requestName, int index)
    {
        var parameters = Array.ConvertAll(method.GetParameters(), parameter => parameter.ParameterType);
        var request = new RequestEmitter((ModuleBuilder)type.Module, requestName, method, parameters);
        var description = type.DefineField($"Method{index}", typeof(GrainMethod), FieldAttributes.Public | FieldAttributes.Static);
        var body = type.DefineMethod(
            requestName, MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot, method.ReturnType, parameters);
        var il = body.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldsfld, description);
        il.Emit(OpCodes.Newobj, request.Constructor);
        for (var argument = 0; argument < parameters.Length; argument++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, argument + 1);
            il.Emit(OpCodes.Stfld, request.Arguments[argument]);
        }

        il.Emit(OpCodes.Call, SendMethod);
        Response.Of(method)!.EmitFromTask(il);
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(body, method);
        return description;
    }

    private static void EmitCreation(TypeBuilder type)
    {
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, ConstructorTypes);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Call, BaseConstructor);
        il.Emit(OpCodes.Ret);

        var create = type.DefineMethod("Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), ConstructorTypes);
        il = create.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
    }

    private void Allow(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (_accessible.Add(name))
        {
            _assembly.SetCustomAttribute(new(typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!, [name]));
        }
    }
}
