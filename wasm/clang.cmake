# The engines with an Emscripten older than relaxed SIMD (Debian 12's 3.1.6 is of LLVM 14): clang 19 compiles, which starts
# in a fifth of emcc's time, its wasm-ld links against Emscripten's C library, and the wasm-opt of the npm package binaryen,
# which knows the new instructions, optimises.
find_program(WASM_CLANG NAMES clang-19 clang-20 clang-18 REQUIRED)
find_program(WASM_LD NAMES wasm-ld-19 wasm-ld-20 wasm-ld-18 REQUIRED)
set(sysroot ${EMSCRIPTEN_ROOT_PATH}/cache/sysroot)
set(libraries ${sysroot}/lib/wasm32-emscripten)
get_directory_property(options COMPILE_OPTIONS)
get_directory_property(folders INCLUDE_DIRECTORIES)
list(TRANSFORM folders PREPEND -I)

# Compiles sources for an engine into its folder; their objects go to the list `result`.
function(compile result engine)
    set(objects)
    foreach(source IN LISTS ARGN)
        file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${source})
        string(REPLACE / _ name ${name})
        set(object ${CMAKE_BINARY_DIR}/${engine}/${name}.o)
        get_source_file_property(own_options ${source} COMPILE_OPTIONS)
        if(NOT own_options)
            set(own_options)
        elseif(own_options MATCHES -Oz)
            list(APPEND own_options -mllvm -disable-lsr) # as emcc does
        endif()
        get_source_file_property(definitions ${source} COMPILE_DEFINITIONS)
        if(definitions)
            list(APPEND own_options -D${definitions})
        endif()
        add_custom_command(
            OUTPUT ${object}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/${engine}
            COMMAND ${WASM_CLANG} --target=wasm32-unknown-emscripten --sysroot=${sysroot}
                    -std=c11 ${options} ${own_options} ${flags_${engine}} ${folders}
                    -MD -MF ${object}.d -c ${source} -o ${object}
            DEPENDS ${source} DEPFILE ${object}.d VERBATIM)
        list(APPEND objects ${object})
    endforeach()
    set(${result} ${objects} PARENT_SCOPE)
endfunction()

# Links objects and the C library into a module, as emcc would.
set(imports ${CMAKE_BINARY_DIR}/imports.txt)
file(WRITE ${imports} "emscripten_notify_memory_growth\n")
set(link ${WASM_LD} -L${libraries} --allow-undefined-file=${imports} -z stack-size=1048576
         --initial-memory=16777216 --max-memory=4294967296)
set(c_library -lstandalonewasm-memgrow -lstubs -lnoexit -lc -lemmalloc -lcompiler_rt)
set(reactor ${libraries}/crt1_reactor.o ${c_library} --entry=_initialize)

set(modules)
set(bench_modules)
compile(test_objects tests ${test_sources})
foreach(engine IN LISTS engines)
    set(folder ${CMAKE_BINARY_DIR}/${engine})
    compile(core_objects ${engine} ${core_sources})
    set(module ${module_folder}/sluice-${engine}.wasm)
    add_custom_command(
        OUTPUT ${module} ${module_folder}/sluice-${engine}-base.wasm
               ${module_folder}/sluice-${engine}-rest.wasm
        COMMAND ${link} --strip-all ${core_objects} ${reactor} -o ${folder}/linked.wasm
        COMMAND ${CMAKE_COMMAND} -E make_directory ${module_folder}
        COMMAND ${optimise} ${folder}/linked.wasm -o ${module}
        COMMAND ${split} ${module}
        DEPENDS ${core_objects} ${splitter} VERBATIM)

    compile(engine_objects ${engine} ${engine_tests})
    set(tests ${CMAKE_BINARY_DIR}/sluice_tests_${engine}.wasm)
    add_custom_command(
        OUTPUT ${tests}
        COMMAND ${link} ${core_objects} ${test_objects} ${engine_objects} ${libraries}/crt1.o ${c_library}
                -o ${tests}
        DEPENDS ${core_objects} ${test_objects} ${engine_objects} VERBATIM)
    list(APPEND modules ${module} ${tests})

    set(kernel ${bench_folder}/kernel-${engine}.wasm)
    set(named ${bench_folder}/named-${engine}.wasm)
    compile(kernel_objects ${engine} ${CMAKE_SOURCE_DIR}/tests/bench/kernel.c)
    list(APPEND kernel_objects ${folder}/src_math_gemm.c.o)
    add_custom_command(
        OUTPUT ${kernel}
        COMMAND ${link} --strip-all ${kernel_objects} ${reactor} -o ${folder}/kernel.wasm
        COMMAND ${CMAKE_COMMAND} -E make_directory ${bench_folder}
        COMMAND ${optimise} ${folder}/kernel.wasm -o ${kernel}
        DEPENDS ${kernel_objects} VERBATIM)
    add_custom_command(
        OUTPUT ${named}
        COMMAND ${link} --strip-debug ${core_objects} ${reactor} -o ${folder}/named.wasm
        COMMAND ${CMAKE_COMMAND} -E make_directory ${bench_folder}
        COMMAND ${optimise} -g ${folder}/named.wasm -o ${named}
        DEPENDS ${core_objects} VERBATIM)
    list(APPEND bench_modules ${kernel} ${named})
endforeach()
add_custom_target(engines ALL DEPENDS ${modules})
add_custom_target(bench_engines DEPENDS ${bench_modules})
add_dependencies(bench bench_engines)
