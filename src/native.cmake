# sluice-train: one program, at the width of the library. With SL_WIDTHS it is one for each of these
# widths too, and a small one of that name starts the best of them for the processor: of the core, only
# what is hot is compiled again for a width.
find_package(Threads REQUIRED)
if(SL_MPI STREQUAL AUTO)
    find_package(MPI COMPONENTS C)
elseif(SL_MPI)
    find_package(MPI REQUIRED COMPONENTS C)
endif()
set(libraries m Threads::Threads)
add_library(trainer OBJECT ${native_sources})
target_compile_definitions(trainer PRIVATE _DEFAULT_SOURCE)
if(SL_MPI AND MPI_C_FOUND)
    target_compile_definitions(trainer PRIVATE SL_MPI)
    target_link_libraries(trainer PRIVATE MPI::MPI_C)
    list(APPEND libraries MPI::MPI_C)
endif()

# A trainer of this name, from the library `core` and the objects that come before what it holds.
function(add_trainer name core)
    add_executable(${name} $<TARGET_OBJECTS:trainer> ${ARGN})
    target_link_libraries(${name} PRIVATE ${core} ${libraries})
    install(TARGETS ${name} DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

if(NOT SL_WIDTHS OR NOT CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    add_trainer(sluice-train sluice)
    return()
endif()

add_executable(sluice-train src/native/launch/launch.c)
target_compile_definitions(sluice-train PRIVATE _DEFAULT_SOURCE)
install(TARGETS sluice-train DESTINATION ${CMAKE_INSTALL_BINDIR})

# Such a trainer, for the launcher.
function(add_build name core)
    add_trainer(sluice-train-${name} ${core} ${ARGN})
    add_dependencies(sluice-train sluice-train-${name})
    target_compile_definitions(sluice-train PRIVATE SL_BUILD_${name})
endfunction()

set(core sluice)
if(SL_FUSED)
    target_compile_definitions(sluice-train PRIVATE SL_FUSED)
endif()
if(SL_FUSED STREQUAL AUTO) # the library itself is for any processor
    set(core sluice-fused)
    add_library(sluice-fused STATIC EXCLUDE_FROM_ALL ${core_sources})
    target_compile_options(sluice-fused PRIVATE ${fused_flags})
    add_build(plain sluice)
endif()
add_build(128 ${core})
foreach(width IN LISTS SL_WIDTHS)
    # with the name of the engine, which says the width
    add_library(hot-${width} OBJECT ${hot_sources} src/base/library.c)
    target_compile_options(hot-${width} PRIVATE ${flags_${width}})
    if(SL_FUSED)
        target_compile_options(hot-${width} PRIVATE ${fused_flags})
    endif()
    add_build(${width} ${core} $<TARGET_OBJECTS:hot-${width}>)
endforeach()
